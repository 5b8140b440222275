-- Idempotency keys, erasable names in the audit log, privacy requests and retention.

-- Answers of creating calls that carried an Idempotency-Key. An answer is encrypted under the key itself, of which
-- only the hash is kept, since it may hold what is shown once.
create table assay.idempotency_keys (
  -- Null for operators, who belong to no tenant.
  tenant_id uuid references assay.tenants (id) on delete cascade,
  actor_id uuid not null,
  key_hash bytea not null,
  fingerprint bytea not null,
  answer bytea,
  created_at timestamptz(3) not null default now(),
  primary key (actor_id, key_hash)
);
create index idempotency_keys_tenant on assay.idempotency_keys (tenant_id);
create index idempotency_keys_created on assay.idempotency_keys (created_at);

select assay.isolate('assay.idempotency_keys');
