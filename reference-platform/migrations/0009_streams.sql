-- Streams, their points, and what the WebSocket channels need: tickets, and word of what was revoked.
-- Foreign keys carry the tenant, because PostgreSQL checks them without row-level security.

-- One-time credentials of WebSocket channels. Spent ones stay until they end, so that their reuse is seen.
create table assay.ws_tickets (
  -- SHA-256 of the ticket.
  token_hash bytea primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  credential_kind text not null check (credential_kind in ('bearer', 'cookie', 'api_key')),
  -- The session or the API key that asked for it, and the user or the key behind that.
  credential_id uuid not null,
  actor_id uuid not null,
  actor_label text not null,
  -- Below /api/v1, e.g. /streams/{id}/live filled in.
  path text not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index ws_tickets_ended on assay.ws_tickets (tenant_id, expires_at);
select assay.isolate('assay.ws_tickets');

-- Says whose rights may have shrunk, whatever statement did it: `session:<id>`, `user:<id>`, `api_key:<id>` or
-- `tenant:<id>`. Sent with the commit.
create function assay.announce_revocation() returns trigger language plpgsql
as $$
begin
  perform pg_notify('assay_revocations', tg_argv[0] || ':' || old.id);
  return null;
end $$;

create trigger sessions_revoked after update of revoked_at on assay.sessions for each row
  when (new.revoked_at is not null) execute function assay.announce_revocation('session');
create trigger users_changed after update of role, status on assay.users for each row
  when (old.role <> new.role or old.status <> new.status) execute function assay.announce_revocation('user');
create trigger users_removed after delete on assay.users for each row
  execute function assay.announce_revocation('user');
create trigger api_keys_revoked after update of revoked_at on assay.api_keys for each row
  execute function assay.announce_revocation('api_key');
create trigger tenants_suspended after update of status on assay.tenants for each row
  when (old.status <> new.status) execute function assay.announce_revocation('tenant');
create trigger tenants_removed after delete on assay.tenants for each row
  execute function assay.announce_revocation('tenant');

create table assay.streams (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  description text not null,
  -- Null once the detector was removed: the stream then scores nothing any more.
  detector_id uuid,
  -- The columns of a point, in the detector's order.
  features jsonb not null,
  -- Null: the threshold of the detector's version.
  threshold double precision check (threshold >= 0 and threshold <= 1),
  -- Half-space trees learn from each point: where they stand, and by which version's trees.
  online boolean not null,
  online_state jsonb,
  online_version integer,
  status text not null default 'pending'
    check (status in ('pending', 'starting', 'active', 'paused', 'stopping', 'stopped', 'error')),
  error text,
  status_since timestamptz(3) not null default now(),
  last_sequence bigint not null default 0,
  anomaly_count bigint not null default 0,
  duplicate_count bigint not null default 0,
  batch_count bigint not null default 0,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint streams_tenant_key unique (tenant_id, id),
  constraint streams_name_key unique (tenant_id, name),
  foreign key (tenant_id, detector_id) references assay.detectors (tenant_id, id) on delete set null (detector_id)
);
create index streams_created on assay.streams (tenant_id, created_at desc, id desc);
create index streams_detector on assay.streams (detector_id);
create index streams_in_transition on assay.streams (status_since) where status in ('starting', 'stopping');

-- The newest points of each stream; `values` in the order of the stream's features, null where missing.
create table assay.stream_points (
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  stream_id uuid not null,
  sequence bigint not null check (sequence >= 1),
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  values double precision[] not null,
  score double precision not null,
  anomalous boolean not null,
  detector_version integer not null,
  primary key (stream_id, sequence),
  foreign key (tenant_id, stream_id) references assay.streams (tenant_id, id) on delete cascade
);
create index stream_points_anomalous on assay.stream_points (stream_id, sequence) where anomalous;

-- One row for each of the newest batches: the ground of rates and latencies.
create table assay.stream_batches (
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  stream_id uuid not null,
  number bigint not null,
  received_at timestamptz(3) not null,
  accepted integer not null,
  anomalies integer not null,
  -- From the arrival of the batch to the storing of its points.
  latency_ms double precision not null,
  primary key (stream_id, number),
  foreign key (tenant_id, stream_id) references assay.streams (tenant_id, id) on delete cascade
);

select assay.isolate('assay.streams');
select assay.isolate('assay.stream_points');
select assay.isolate('assay.stream_batches');
