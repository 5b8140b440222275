-- What a job can be about, beyond training and detection: each is a long calculation of the compute plane.
alter table assay.jobs drop constraint jobs_kind_check;
alter table assay.jobs add constraint jobs_kind_check
  check (kind in ('training', 'detection', 'evaluation', 'experiment', 'automl', 'export', 'erasure'));
