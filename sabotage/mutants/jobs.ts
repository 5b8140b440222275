import type { SourceMutant } from './mutant.ts';

/** Defects of the job queue. */
export const jobsMutants: readonly SourceMutant[] = [
  {
    id: 'orphaned-jobs-never-run',
    defect: 'A job whose process died stays running for ever.',
    file: 'src/compute/jobs/queue.ts',
    find: 'pg_try_advisory_xact_lock(${PROCESS_LOCK_CLASS}, claimed_by) end',
    put: 'false end',
    seenBy: ['reference-platform/tests/compute'],
  },
  {
    id: 'living-jobs-taken',
    defect: 'A job of a living process is taken from it.',
    file: 'src/compute/jobs/queue.ts',
    find: 'pg_try_advisory_xact_lock(${PROCESS_LOCK_CLASS}, claimed_by) end',
    put: 'true end',
    seenBy: ['reference-platform/tests/compute'],
  },
  {
    id: 'endless-attempts',
    defect: 'A job that kills its process is tried nine times.',
    file: 'src/compute/jobs/queue.ts',
    find: 'MOST_ATTEMPTS = 2',
    put: 'MOST_ATTEMPTS = 9',
    seenBy: ['reference-platform/tests/compute'],
  },
  {
    id: 'model-file-not-moved',
    defect: 'A finished training leaves its model in the draft folder.',
    file: 'src/compute/jobs/work.ts',
    find: 'await moveIntoPlace(from, target);',
    put: '',
    seenBy: ['reference-platform/tests/compute'],
  },
  {
    id: 'cancellation-ignored',
    defect: 'A running job does not look for its cancellation.',
    file: 'src/compute/jobs/runner.ts',
    find: 'if (running !== undefined) abort(running.controller, reason);',
    put: '',
    seenBy: ['reference-platform/tests/compute', 'tests/api'],
  },
  {
    id: 'two-trainings-at-once',
    defect: 'A detector can be trained twice at the same time.',
    file: 'migrations/0004_detection.sql',
    find: 'create unique index jobs_one_training',
    put: 'create index jobs_one_training',
    seenBy: ['reference-platform/tests/detection', 'tests/api'],
  },
  {
    id: 'new-jobs-not-announced',
    defect: 'A new job waits for the next look at the queue.',
    file: 'src/control/jobs/enqueue.ts',
    find: 'if (job !== undefined) await announceJob(trx, job.id);',
    put: '',
    seenBy: ['reference-platform/tests/detection'],
  },
];
