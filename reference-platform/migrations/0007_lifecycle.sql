-- The life of a trained version after its training: evaluation, stage, and which one is in use.

alter table assay.detectors add column production_version integer;

alter table assay.detector_versions
  add column origin text not null default 'trained' check (origin in ('trained', 'imported')),
  add column evaluation jsonb,
  add column stage text not null default 'staging' check (stage in ('staging', 'production', 'archived')),
  add column stage_changed_at timestamptz(3),
  add column stage_changed_by jsonb,
  -- The version that was in production when this one was promoted: where a rollback leads.
  add column replaced_version integer;

-- One version of a detector in production, whoever promotes and however many promote at once.
create unique index detector_versions_production on assay.detector_versions (detector_id)
  where stage = 'production';
