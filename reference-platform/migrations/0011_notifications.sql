-- Notifications of single members, alert rules and the alerts that they have raised.

-- A UUID of version 7 (RFC 9562), for rows that the database itself makes: 48 bits of milliseconds, the rest random.
create function assay.new_id() returns uuid language sql volatile parallel safe
as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

create table assay.notifications (
  id uuid primary key default assay.new_id(),
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  user_id uuid not null,
  kind text not null check (kind in (
    'job.completed', 'job.failed', 'job.cancelled', 'event.raised', 'alert.firing', 'alert.resolved',
    'member.joined', 'member.role_changed', 'api_key.revoked')),
  title text not null,
  body text not null,
  -- A path of the web interface.
  link text check (link like '/%'),
  created_at timestamptz(3) not null default clock_timestamp(),
  read_at timestamptz(3),
  foreign key (tenant_id, user_id) references assay.users (tenant_id, id) on delete cascade
);
create index notifications_of_user on assay.notifications (tenant_id, user_id, created_at desc, id desc);
create index notifications_unread on assay.notifications (tenant_id, user_id) where read_at is null;

-- Announced at commit, whichever plane made it; and nobody keeps more than the newest 500.
create function assay.notification_added() returns trigger language plpgsql
as $$
begin
  delete from assay.notifications
    where id in (
      select id from assay.notifications
        where tenant_id = new.tenant_id and user_id = new.user_id
        order by created_at desc, id desc offset 500);
  perform pg_notify('assay_notifications',
    json_build_object('tenantId', new.tenant_id, 'userId', new.user_id, 'notificationId', new.id)::text);
  return null;
end $$;
create trigger notification_added after insert on assay.notifications
  for each row execute function assay.notification_added();

-- Whoever started a job hears of its end, in the transaction that ends it: a plane that dies cannot lose it.
create function assay.job_ended() returns trigger language plpgsql
as $$
declare
  job_name text := case new.kind when 'automl' then 'AutoML' else initcap(new.kind) end;
begin
  insert into assay.notifications (tenant_id, user_id, kind, title, body, link)
    select new.tenant_id, person.id, 'job.' || new.status,
      job_name || ' ' || new.status,
      case new.status
        when 'failed' then coalesce(new.error, 'No reason was given.')
        when 'cancelled' then 'It was cancelled before it was done.'
        else coalesce((select name from assay.detectors
          where tenant_id = new.tenant_id and id = new.detector_id), 'It is done.')
      end,
      case
        when new.kind = 'detection' and new.status = 'completed' then '/detections/' || (new.result ->> 'detectionId')
        when new.kind = 'experiment' then '/experiments/' || (new.payload ->> 'experimentId')
        when new.kind = 'automl' then '/automl/' || (new.payload ->> 'runId')
        when new.kind in ('export', 'erasure') then '/privacy'
        when new.detector_id is not null then '/detectors/' || new.detector_id
      end
    from assay.users person
    where person.tenant_id = new.tenant_id and person.id = (new.created_by ->> 'id')::uuid
      and new.created_by ->> 'kind' = 'user' and person.status = 'active';
  return null;
end $$;
create trigger job_ended after update of status on assay.jobs
  for each row when (old.status in ('pending', 'running') and new.status in ('completed', 'failed', 'cancelled'))
  execute function assay.job_ended();

-- A grave event is told to those who may deal with it; what an alert rule raised is told as an alert.
create function assay.event_raised() returns trigger language plpgsql
as $$
begin
  insert into assay.notifications (tenant_id, user_id, kind, title, body, link)
    select new.tenant_id, person.id, 'event.raised', initcap(new.severity) || ' event', new.title, '/alerts/' || new.id
    from assay.users person
    where person.tenant_id = new.tenant_id and person.status = 'active'
      and person.role in ('owner', 'admin', 'analyst', 'verifier');
  return null;
end $$;
create trigger event_raised after insert on assay.events
  for each row when (new.severity in ('high', 'critical') and new.source_type <> 'alert_rule')
  execute function assay.event_raised();

select assay.isolate('assay.notifications');

create table assay.alert_rules (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  metric text not null check (metric in ('anomaly_rate', 'drift', 'error_rate', 'latency_p95', 'stream_lag')),
  -- Null: over all detectors of the tenant.
  detector_id uuid,
  comparator text not null check (comparator in ('above', 'below')),
  threshold double precision not null,
  window_seconds integer not null check (window_seconds between 10 and 86400),
  cooldown_seconds integer not null check (cooldown_seconds between 0 and 86400),
  severity text not null check (severity in ('info', 'low', 'medium', 'high', 'critical')),
  state text not null default 'pending' check (state in ('pending', 'no_data', 'ok', 'firing', 'cooling_down')),
  value double precision,
  evaluated_at timestamptz(3),
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  constraint alert_rules_tenant_key unique (tenant_id, id),
  constraint alert_rules_name_key unique (tenant_id, name),
  foreign key (tenant_id, detector_id) references assay.detectors (tenant_id, id) on delete cascade
);
create index alert_rules_due on assay.alert_rules (evaluated_at nulls first);
create index alert_rules_created on assay.alert_rules (tenant_id, created_at desc, id desc);
create index alert_rules_detector on assay.alert_rules (detector_id);

-- Each says what the rule was when it fired, so that it outlives the rule.
create table assay.alerts (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  rule_id uuid,
  rule_name text not null,
  metric text not null,
  comparator text not null,
  threshold double precision not null,
  severity text not null,
  status text not null default 'firing' check (status in ('firing', 'resolved')),
  value double precision not null,
  latest_value double precision,
  fired_at timestamptz(3) not null default clock_timestamp(),
  resolved_at timestamptz(3),
  foreign key (tenant_id, rule_id) references assay.alert_rules (tenant_id, id) on delete set null (rule_id)
);
create index alerts_fired on assay.alerts (tenant_id, fired_at desc, id desc);
create unique index alerts_one_firing on assay.alerts (rule_id) where status = 'firing';

-- A rule that goes, by itself or with its detector, leaves no alert that nobody would ever resolve.
create function assay.alert_rule_removed() returns trigger language plpgsql
as $$
begin
  update assay.alerts set status = 'resolved', resolved_at = clock_timestamp()
    where tenant_id = old.tenant_id and rule_id = old.id and status = 'firing';
  return old;
end $$;
create trigger alert_rule_removed before delete on assay.alert_rules
  for each row execute function assay.alert_rule_removed();

select assay.isolate('assay.alert_rules');
select assay.isolate('assay.alerts');
