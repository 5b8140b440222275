-- The place of each delivery among those of its webhook, by which a receiver orders what a retry has delayed.

-- A row of its own: the webhook's would stand between events that are raised at once and everything else that holds it.
create table assay.webhook_sequences (
  webhook_id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  latest bigint not null,
  foreign key (tenant_id, webhook_id) references assay.webhooks (tenant_id, id) on delete cascade
);
create index webhook_sequences_tenant on assay.webhook_sequences (tenant_id);
select assay.isolate('assay.webhook_sequences');

alter table assay.webhook_deliveries add column sequence bigint;
update assay.webhook_deliveries delivery set sequence = counted.place
from (
  select id, row_number() over (partition by webhook_id order by created_at, id) as place
  from assay.webhook_deliveries) counted
where counted.id = delivery.id;
insert into assay.webhook_sequences (webhook_id, tenant_id, latest)
select webhook_id, tenant_id, max(sequence) from assay.webhook_deliveries group by webhook_id, tenant_id;
alter table assay.webhook_deliveries alter column sequence set not null;

alter table assay.webhook_deliveries add constraint webhook_deliveries_sequence_key unique (webhook_id, sequence);
drop index assay.webhook_deliveries_created;
