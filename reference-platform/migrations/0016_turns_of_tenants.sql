-- Whose job was begun last: of tenants that wait, the one who has waited longest for a turn is next.
create index jobs_begun on assay.jobs (tenant_id, started_at);
