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

-- Who acted is in the hash by id alone; the name stands beside it, tied by SHA-256(salt || name), so that an erasure can
-- remove name and salt and the chain still verifies. See docs/decisions/0008-erasable-names-in-the-audit-log.md.
alter table assay.audit_entries drop constraint audit_entries_actor_kind_check;
alter table assay.audit_entries add constraint audit_entries_actor_kind_check
  check (actor_kind in ('user', 'api_key', 'anonymous', 'operator', 'system'));
alter table assay.audit_entries alter column actor_label drop not null;
alter table assay.audit_entries add column actor_label_salt text;
alter table assay.audit_entries add column actor_label_digest text;

-- The entries before `pruned_sequence` + 1 are gone by retention; `pruned_hash` is the hash of the last of them.
alter table assay.audit_heads add column pruned_sequence bigint not null default 0;
alter table assay.audit_heads add column pruned_hash text not null
  default '0000000000000000000000000000000000000000000000000000000000000000';

-- Entries from before this migration are tied and hashed anew, once, in the form of `hashOf` in audit/chain.ts.
do $$
declare
  entry assay.audit_entries;
  chain uuid;
  previous text;
  salt text;
  digest text;
  content text;
begin
  for chain in select chain_id from assay.audit_heads loop
    previous := repeat('0', 64);
    for entry in select * from assay.audit_entries where chain_id = chain order by sequence loop
      salt := replace(gen_random_uuid()::text, '-', '');
      digest := encode(sha256(convert_to(salt || entry.actor_label, 'UTF8')), 'hex');
      content := '{"action":' || to_json(entry.action)
        || ',"actor":{"id":' || coalesce(to_json(entry.actor_id)::text, 'null')
        || ',"kind":' || to_json(entry.actor_kind) || ',"labelDigest":' || to_json(digest)
        || '},"id":' || to_json(entry.id)
        || ',"occurredAt":' || to_json(to_char(entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        || ',"outcome":' || to_json(entry.outcome) || ',"requestId":' || to_json(entry.request_id)
        || ',"sequence":' || entry.sequence || ',"status":' || entry.status
        || ',"target":' || case when entry.target_type is null then 'null'
             else '{"id":' || to_json(entry.target_id) || ',"type":' || to_json(entry.target_type) || '}' end
        || ',"tenantId":' || coalesce(to_json(entry.tenant_id)::text, 'null') || '}';
      update assay.audit_entries set
        actor_label_salt = salt, actor_label_digest = digest, previous_hash = previous,
        hash = encode(sha256(convert_to(previous || content, 'UTF8')), 'hex')
        where chain_id = chain and sequence = entry.sequence
        returning hash into previous;
    end loop;
    update assay.audit_heads set hash = previous where chain_id = chain;
  end loop;
end $$;

alter table assay.audit_entries alter column actor_label_digest set not null;
alter table assay.audit_entries add constraint audit_entries_label_with_salt
  check ((actor_label is null) = (actor_label_salt is null));

-- The one way in which an entry changes: its actor's name goes, for these actors and where it holds one of these texts.
create function assay.erase_audit_names(of_tenant uuid, actors uuid[], texts text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog
as $$
declare
  erased bigint;
begin
  update assay.audit_entries set actor_label = null, actor_label_salt = null
    where tenant_id = of_tenant and actor_label is not null
      and (actor_id = any(actors)
        or exists (select from unnest(texts) as erasable(content) where position(erasable.content in actor_label) > 0));
  get diagnostics erased = row_count;
  return erased;
end $$;

-- The one way in which entries go while their tenant stays: the oldest ones, after 30 days at the least.
create function assay.prune_audit(of_tenant uuid, before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog
as $$
declare
  last assay.audit_entries;
  pruned bigint;
begin
  if before > now() - interval '30 days' then
    raise exception 'audit entries are kept for 30 days at least';
  end if;
  perform from assay.audit_heads where tenant_id = of_tenant for update;
  select * into last from assay.audit_entries
    where tenant_id = of_tenant and occurred_at < before
      and sequence < coalesce(
        (select min(sequence) from assay.audit_entries where tenant_id = of_tenant and occurred_at >= before),
        9223372036854775807)
    order by sequence desc limit 1;
  if last.sequence is null then
    return 0;
  end if;
  delete from assay.audit_entries where tenant_id = of_tenant and sequence <= last.sequence;
  get diagnostics pruned = row_count;
  update assay.audit_heads set pruned_sequence = last.sequence, pruned_hash = last.hash where tenant_id = of_tenant;
  return pruned;
end $$;

revoke all on function assay.erase_audit_names(uuid, uuid[], text[]) from public;
revoke all on function assay.prune_audit(uuid, timestamptz) from public;
grant execute on function assay.erase_audit_names(uuid, uuid[], text[]) to assay_system;
grant execute on function assay.prune_audit(uuid, timestamptz) to assay_system;

-- Requests of owners about a person's data. `search` says what to look for and is emptied when the work is done.
create table assay.privacy_exports (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  job_id uuid references assay.jobs (id) on delete set null,
  subject jsonb not null,
  search jsonb,
  entries bigint,
  size_bytes bigint,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  completed_at timestamptz(3),
  -- When the file went: by retention, or since an erasure may have concerned what is in it.
  expired_at timestamptz(3)
);
create index privacy_exports_created on assay.privacy_exports (tenant_id, created_at desc, id desc);
create index privacy_exports_job on assay.privacy_exports (job_id);

create table assay.privacy_erasures (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  job_id uuid references assay.jobs (id) on delete set null,
  subject jsonb not null,
  search jsonb,
  -- What was erased, counted: { rows, datasets, detections, versions, texts, auditNames, exports }.
  erased jsonb,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  completed_at timestamptz(3)
);
create index privacy_erasures_created on assay.privacy_erasures (tenant_id, created_at desc, id desc);
create index privacy_erasures_job on assay.privacy_erasures (job_id);

-- Days that things of a kind are kept; a tenant without a row has the defaults of the platform.
create table assay.retention_policies (
  tenant_id uuid primary key references assay.tenants (id) on delete cascade,
  days jsonb not null,
  updated_at timestamptz(3) not null default now()
);

alter table assay.detector_versions add column trained_on_erased_data boolean not null default false;

select assay.isolate('assay.privacy_exports');
select assay.isolate('assay.privacy_erasures');
select assay.isolate('assay.retention_policies');

-- A JSON value in which every object that names one of these people by its `id` has a pseudonym for its name.
create function assay.pseudonymise(value jsonb, people text[], pseudonym text) returns jsonb
language plpgsql immutable as $$
declare
  field text;
begin
  case jsonb_typeof(value)
    when 'array' then
      return (select coalesce(jsonb_agg(assay.pseudonymise(item, people, pseudonym) order by place), '[]')
        from jsonb_array_elements(value) with ordinality as items(item, place));
    when 'object' then
      value := (select coalesce(jsonb_object_agg(key, assay.pseudonymise(member, people, pseudonym)), '{}')
        from jsonb_each(value) as members(key, member));
      if value ->> 'id' = any(people) then
        foreach field in array array['name', 'email', 'label'] loop
          if value ? field then
            value := jsonb_set(value, array[field], to_jsonb(pseudonym));
          end if;
        end loop;
      end if;
      return value;
    else
      return value;
  end case;
end $$;
