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
  const underWay = useLoad(status === 'running' ? jobId : null, (signal) =>
    api.call(Job, 'GET', `/jobs/${jobId ?? ''}`, { signal }),
  );
  if (status === 'completed') return null;
  const start = async () => {
    await api.call(Job, 'POST', `/experiments/${id}/run`);
    onChange();
  };
  const end = (job: Job) => {
    if (job.status === 'completed') tell('Experiment finished.');
    if (job.status === 'cancelled') tell('Experiment cancelled.');
    onChange();
  };
  const job = underWay.value;
  return (
    <Section title="Run">
      {error === null ? null : (
        <div class="notice notice-failure" role="alert">
          <p class="notice-title">Experiment failed</p>
          <p>{error}</p>
        </div>
      )}
      {action.failure === null ? null : <FailureNotice failure={action.failure} />}
      {status === 'running' ? (
        job === null || isOver(job) ? (
          <p role="status">Waiting for its turn…</p>
        ) : (
          <JobProgress key={job.id} started={job} onEnd={end} />
        )
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
