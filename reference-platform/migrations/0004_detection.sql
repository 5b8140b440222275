-- Detectors, their trained versions, stored detections and the queue of jobs.
-- Foreign keys carry the tenant, because PostgreSQL checks them without row-level security.

alter table assay.datasets add constraint datasets_tenant_key unique (tenant_id, id);

create table assay.detectors (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  description text not null,
  algorithm text not null check (algorithm in ('isolation_forest', 'robust_zscore', 'local_outlier_factor')),
  parameters jsonb not null,
  contamination double precision not null check (contamination > 0 and contamination <= 0.5),
  seed integer not null check (seed >= 0),
  status text not null default 'untrained' check (status in ('untrained', 'training', 'ready', 'failed')),
  latest_version integer,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint detectors_tenant_key unique (tenant_id, id),
  constraint detectors_name_key unique (tenant_id, name)
);
create index detectors_created on assay.detectors (tenant_id, created_at desc, id desc);

create table assay.detector_versions (
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  detector_id uuid not null,
  version integer not null check (version >= 1),
  algorithm text not null,
  parameters jsonb not null,
  contamination double precision not null,
  seed integer not null,
  dataset_id uuid,
  feature_columns jsonb not null,
  trained_rows integer not null,
  threshold double precision not null,
  training_ms double precision not null,
  metrics jsonb,
  model_bytes integer not null,
  created_at timestamptz(3) not null default now(),
  primary key (detector_id, version),
  foreign key (tenant_id, detector_id) references assay.detectors (tenant_id, id) on delete cascade,
  foreign key (tenant_id, dataset_id) references assay.datasets (tenant_id, id) on delete set null (dataset_id)
);
create index detector_versions_dataset on assay.detector_versions (dataset_id);

create table assay.detections (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  detector_id uuid not null,
  detector_version integer not null,
  dataset_id uuid,
  row_count integer not null,
  anomaly_count integer not null,
  threshold double precision not null,
  scores jsonb not null,
  histogram jsonb not null,
  metrics jsonb,
  duration_ms double precision not null,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  foreign key (tenant_id, detector_id) references assay.detectors (tenant_id, id) on delete cascade,
  foreign key (tenant_id, dataset_id) references assay.datasets (tenant_id, id) on delete set null (dataset_id)
);
create index detections_created on assay.detections (tenant_id, created_at desc, id desc);
create index detections_detector on assay.detections (detector_id);
create index detections_dataset on assay.detections (dataset_id);

create table assay.jobs (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  kind text not null check (kind in ('training', 'detection')),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  progress double precision not null default 0 check (progress >= 0 and progress <= 1),
  detector_id uuid,
  dataset_id uuid,
  payload jsonb not null,
  result jsonb,
  error text,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  cancel_requested_at timestamptz(3),
  attempt integer not null default 0,
  claimed_by integer,
  foreign key (tenant_id, detector_id) references assay.detectors (tenant_id, id) on delete cascade,
  foreign key (tenant_id, dataset_id) references assay.datasets (tenant_id, id) on delete set null (dataset_id)
);
create index jobs_created on assay.jobs (tenant_id, created_at desc, id desc);
create index jobs_detector on assay.jobs (detector_id);
create index jobs_dataset on assay.jobs (dataset_id);
create index jobs_waiting on assay.jobs (status, created_at) where status in ('pending', 'running');

-- One training of a detector at a time, whoever asks and however many ask at once.
create unique index jobs_one_training on assay.jobs (detector_id)
  where kind = 'training' and status in ('pending', 'running');

select assay.isolate('assay.detectors');
select assay.isolate('assay.detector_versions');
select assay.isolate('assay.detections');
select assay.isolate('assay.jobs');
