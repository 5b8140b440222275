-- Events that people look into, patterns over them, and the webhooks that hear of them.

create table assay.events (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,63}$'),
  severity text not null check (severity in ('info', 'low', 'medium', 'high', 'critical')),
  status text not null default 'open' check (status in ('open', 'acknowledged', 'resolved', 'ignored')),
  title text not null check (char_length(title) between 1 and 300),
  source_type text not null check (source_type ~ '^[a-z][a-z_]{0,63}$'),
  source_id uuid not null,
  entity text,
  details jsonb not null default '{}',
  -- One item for each change of state: at most two, since resolved and ignored are ends.
  history jsonb not null default '[]',
  occurred_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  constraint events_tenant_key unique (tenant_id, id)
);
create index events_occurred on assay.events (tenant_id, occurred_at desc, id desc);
create index events_source on assay.events (tenant_id, source_id);

create table assay.patterns (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  type text not null check (type in ('frequency', 'sequence', 'correlation')),
  definition jsonb not null,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint patterns_name_key unique (tenant_id, name)
);
create index patterns_created on assay.patterns (tenant_id, created_at desc, id desc);

create table assay.webhooks (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  url text not null,
  -- Null: events of every kind.
  kinds jsonb,
  minimum_severity text not null check (minimum_severity in ('info', 'low', 'medium', 'high', 'critical')),
  -- Kept as it is: each delivery is signed with it.
  secret text not null,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint webhooks_tenant_key unique (tenant_id, id)
);
create index webhooks_created on assay.webhooks (tenant_id, created_at desc, id desc);

create table assay.webhook_deliveries (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  webhook_id uuid not null,
  -- Null: a test, which no event caused.
  event_id uuid,
  kind text not null,
  -- The very bytes that are signed, so that every try sends the same.
  body text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts jsonb not null default '[]',
  next_attempt_at timestamptz(3) default now(),
  -- Until then a dispatcher has it in hand; later than that, the dispatcher has died.
  leased_until timestamptz(3),
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  foreign key (tenant_id, webhook_id) references assay.webhooks (tenant_id, id) on delete cascade,
  foreign key (tenant_id, event_id) references assay.events (tenant_id, id) on delete cascade
);
create index webhook_deliveries_created on assay.webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_waiting on assay.webhook_deliveries (next_attempt_at, id) where status = 'pending';
create index webhook_deliveries_event on assay.webhook_deliveries (event_id);

select assay.isolate('assay.events');
select assay.isolate('assay.patterns');
select assay.isolate('assay.webhooks');
select assay.isolate('assay.webhook_deliveries');
