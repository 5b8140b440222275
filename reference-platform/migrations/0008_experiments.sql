-- Experiments: several candidates measured on one hold-out. AutoML runs: a search of candidates within a budget.

create table assay.experiments (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  description text not null,
  dataset_id uuid,
  holdout double precision not null check (holdout >= 0.1 and holdout <= 0.5),
  seed integer not null check (seed >= 0),
  candidates jsonb not null,
  status text not null default 'draft'
    check (status in ('draft', 'running', 'completed', 'failed', 'cancelled')),
  job_id uuid,
  error text,
  comparison jsonb,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  constraint experiments_tenant_key unique (tenant_id, id),
  constraint experiments_name_key unique (tenant_id, name),
  foreign key (tenant_id, dataset_id) references assay.datasets (tenant_id, id) on delete set null (dataset_id)
);
create index experiments_created on assay.experiments (tenant_id, created_at desc, id desc);
create index experiments_dataset on assay.experiments (dataset_id);
create index experiments_job on assay.experiments (job_id);

create table assay.experiment_results (
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  experiment_id uuid not null,
  position integer not null check (position >= 0 and position < 20),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  outcome jsonb,
  error text,
  primary key (experiment_id, position),
  foreign key (tenant_id, experiment_id) references assay.experiments (tenant_id, id) on delete cascade
);

create table assay.automl_runs (
  id uuid primary key,
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  name text not null,
  dataset_id uuid,
  metric text not null check (metric in ('rocAuc', 'averagePrecision', 'precision', 'recall', 'f1')),
  algorithms jsonb not null,
  feature_columns jsonb not null,
  trial_budget integer not null check (trial_budget between 1 and 50),
  seconds_budget integer not null check (seconds_budget between 1 and 600),
  seed integer not null check (seed >= 0),
  status text not null default 'pending'
    check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  stopped_by text check (stopped_by in ('trials', 'seconds', 'space')),
  job_id uuid not null,
  error text,
  best_position integer,
  detector_id uuid,
  created_by jsonb not null,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  constraint automl_runs_tenant_key unique (tenant_id, id),
  foreign key (tenant_id, dataset_id) references assay.datasets (tenant_id, id) on delete set null (dataset_id),
  foreign key (tenant_id, detector_id) references assay.detectors (tenant_id, id) on delete set null (detector_id)
);
create index automl_runs_created on assay.automl_runs (tenant_id, created_at desc, id desc);
create index automl_runs_dataset on assay.automl_runs (dataset_id);
create index automl_runs_detector on assay.automl_runs (detector_id);
create index automl_runs_job on assay.automl_runs (job_id);

create table assay.automl_trials (
  tenant_id uuid not null references assay.tenants (id) on delete cascade,
  run_id uuid not null,
  position integer not null check (position >= 1 and position <= 50),
  algorithm text not null,
  parameters jsonb not null,
  status text not null check (status in ('completed', 'failed')),
  outcome jsonb,
  value double precision,
  error text,
  primary key (run_id, position),
  foreign key (tenant_id, run_id) references assay.automl_runs (tenant_id, id) on delete cascade
);

select assay.isolate('assay.experiments');
select assay.isolate('assay.experiment_results');
select assay.isolate('assay.automl_runs');
select assay.isolate('assay.automl_trials');

-- An experiment or run follows its job, whoever ends that: its own process, a cancellation, or another process
-- that finds it orphaned.
create function assay.follow_job() returns trigger language plpgsql as $$
begin
  if new.kind = 'experiment' then
    update assay.experiments set
      status = case new.status when 'pending' then 'running' else new.status end,
      error = new.error, updated_at = clock_timestamp(),
      started_at = new.started_at, finished_at = new.finished_at
    where tenant_id = new.tenant_id and job_id = new.id;
    if new.status in ('failed', 'cancelled') then
      update assay.experiment_results result set status = 'cancelled'
      from assay.experiments experiment
      where experiment.tenant_id = new.tenant_id and experiment.job_id = new.id
        and result.experiment_id = experiment.id and result.tenant_id = new.tenant_id
        and result.status in ('pending', 'running');
    end if;
  else
    -- The budget of seconds runs from the first start, also when a second process goes on with the run.
    update assay.automl_runs set status = new.status, error = new.error,
      started_at = coalesce(started_at, new.started_at), finished_at = new.finished_at
    where tenant_id = new.tenant_id and job_id = new.id;
  end if;
  return null;
end $$;

create trigger jobs_followed after update of status on assay.jobs
  for each row when (new.kind in ('experiment', 'automl') and new.status is distinct from old.status)
  execute function assay.follow_job();
