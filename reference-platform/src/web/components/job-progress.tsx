import { api } from '../api/client.ts';
import { useAction } from '../loading/use-action.ts';
import { isOver, useJob } from '../loading/use-job.ts';
import type { Job } from '../shapes/detection.ts';
import { FailureNotice } from './notices.tsx';
import { Progress } from './progress.tsx';

const titles: Readonly<Record<Job['kind'], string>> = {
  training: 'Training',
  detection: 'Detection',
  evaluation: 'Evaluation',
  experiment: 'Experiment',
  automl: 'Search',
  export: 'Export',
  erasure: 'Erasure',
};

/** Follows a running job, with a way to stop it. Shows nothing once it is over; `onEnd` takes it from there. */
export function JobProgress({ started, onEnd }: { started: Job; onEnd: (job: Job) => void }) {
  const cancel = useAction();
  const { job, failure } = useJob(started, onEnd);
  if (job === null || isOver(job)) return null;
  const title = titles[job.kind];
  return (
    <div class="running">
      <Progress label={`${title} progress`} value={job.progress} />
      <p role="status">{job.status === 'pending' ? 'Waiting for its turn…' : `${title} is running.`}</p>
      <button
        type="button"
        class="button"
        onClick={() => void cancel.run(() => api.command('POST', `/jobs/${job.id}/cancel`))}
      >
        {`Cancel ${job.kind}`}
      </button>
      {failure === null ? null : <FailureNotice failure={failure} title="The progress cannot be read now" />}
      {cancel.failure === null ? null : <FailureNotice failure={cancel.failure} />}
    </div>
  );
}

/** The notice for a job that has failed. */
export function JobFailure({ job }: { job: Job }) {
  return (
    <div class="notice notice-failure" role="alert">
      <p class="notice-title">{`${titles[job.kind]} failed`}</p>
      <p>{job.error ?? 'No reason was given.'}</p>
    </div>
  );
}
