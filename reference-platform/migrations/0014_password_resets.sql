-- Links by which members choose a new password. Of a link's token its SHA-256 is kept.

create table assay.password_resets (
  token_hash bytea primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  user_id uuid not null,
  requested_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  -- When it was used, or made void by a newer one or by a change of the password.
  ended_at timestamptz(3),
  foreign key (tenant_id, user_id) references assay.users (tenant_id, id) on delete cascade
);
create index password_resets_user on assay.password_resets (user_id, requested_at);
create index password_resets_tenant on assay.password_resets (tenant_id);

select assay.isolate('assay.password_resets');
