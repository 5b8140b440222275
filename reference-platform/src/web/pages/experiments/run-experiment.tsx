import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { FailureNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useAction } from '../../loading/use-action.ts';
import { isOver } from '../../loading/use-job.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Job } from '../../shapes/detection.ts';
import type { Experiment } from '../../shapes/research.ts';

/** Starts an experiment and follows its job; one that was already running when the page opened too. */
export function RunExperiment({ experiment, onChange }: { experiment: Experiment; onChange: () => void }) {
  const tell = useToast();
  const action = useAction();
  const { id, status, jobId, error } = experiment;
  const [started, setStarted] = useState<Job | null>(null);
  const underWay = useLoad(status === 'running' && started === null ? jobId : null, (signal) =>
    api.call(Job, 'GET', `/jobs/${jobId ?? ''}`, { signal }),
  );
  // It may have come to its end since the page was loaded.
  useEffect(() => {
    if (underWay.value !== null && isOver(underWay.value)) onChange();
  }, [underWay.value]);
  if (status === 'completed' && started === null) return null;
  const start = async () => {
    // Followed from here on: a small experiment can be over before the page has loaded it again.
    setStarted(await api.call(Job, 'POST', `/experiments/${id}/run`));
    onChange();
  };
  const end = (ended: Job) => {
    setStarted(null);
    if (ended.status === 'completed') tell('Experiment finished.');
    if (ended.status === 'cancelled') tell('Experiment cancelled.');
    onChange();
  };
  const job = started ?? underWay.value;
  return (
    <Section title="Run">
      {error === null ? null : (
        <div class="notice notice-failure" role="alert">
          <p class="notice-title">Experiment failed</p>
          <p>{error}</p>
        </div>
      )}
      {action.failure === null ? null : <FailureNotice failure={action.failure} />}
      {job !== null && !isOver(job) ? (
        <JobProgress key={job.id} started={job} onEnd={end} />
      ) : status === 'running' ? (
        <p role="status">Waiting for its turn…</p>
      ) : (
        <button
          type="button"
          class="button button-primary"
          aria-disabled={action.busy}
          onClick={() => void (action.busy ? undefined : action.run(start))}
        >
          {status === 'draft' ? 'Run experiment' : 'Run again'}
        </button>
      )}
    </Section>
  );
}
