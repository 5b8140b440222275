import { FailureNotice } from '../../components/notices.tsx';
import { Progress } from '../../components/progress.tsx';
import { isOver, useJob } from '../../loading/use-job.ts';
import type { Job } from '../../shapes/detection.ts';

/** Follows an export or erasure until it is over, without a way to stop it: an erasure has none. */
export function RequestProgress({
  started,
  title,
  onEnd,
}: {
  started: Job;
  title: string;
  onEnd: (job: Job) => void;
}) {
  const { job, failure } = useJob(started, onEnd);
  if (job === null || isOver(job)) return null;
  return (
    <div class="running">
      <Progress label={`${title} progress`} value={job.progress} />
      <p role="status">{job.status === 'pending' ? 'Waiting for its turn…' : `${title} is running.`}</p>
      {failure === null ? null : <FailureNotice failure={failure} title="The progress cannot be read now" />}
    </div>
  );
}
