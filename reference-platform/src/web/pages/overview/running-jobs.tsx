import { useEffect } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Progress } from '../../components/progress.tsx';
import { Section } from '../../components/section.tsx';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { type Job, JobList } from '../../shapes/detection.ts';

/** Two calls a round: slow enough for the smallest plan's requests. */
const ROUND_MS = 2_000;

/** Jobs that wait or run, followed while there are any. */
export function RunningJobs() {
  const load = useLoad('jobs', async (signal): Promise<readonly Job[]> => {
    const [running, pending] = await Promise.all(
      ['running', 'pending'].map((status) =>
        api.call(JobList, 'GET', '/jobs', { query: { status }, signal }),
      ),
    );
    return [...(running?.items ?? []), ...(pending?.items ?? [])];
  });
  useEffect(() => {
    if (load.loading || load.value === null || load.value.length === 0) return;
    const timer = window.setTimeout(load.reload, ROUND_MS);
    return () => window.clearTimeout(timer);
  }, [load.loading, load.value]);
  return (
    <Section title="Running jobs">
      <LoadView load={load}>
        {(jobs) =>
          jobs.length === 0 ? (
            <p>No jobs are running.</p>
          ) : (
            <DataTable
              caption="Running jobs"
              captionHidden
              cards
              rows={jobs}
              rowKey={({ id }) => id}
              columns={[
                { header: 'Job', cell: (job) => <JobLink job={job} /> },
                {
                  header: 'Status',
                  cell: ({ status }) => (
                    <Badge tone={status === 'running' ? 'busy' : 'neutral'}>{inWords(status)}</Badge>
                  ),
                },
                {
                  header: 'Progress',
                  cell: ({ kind, progress }) => (
                    <Progress label={`${inWords(kind)} progress`} value={progress} />
                  ),
                },
                { header: 'Started', cell: ({ startedAt }) => <When iso={startedAt} none="not yet" /> },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}

function JobLink({ job }: { job: Job }) {
  const name = inWords(job.kind);
  const href = placeOf(job);
  return href === null ? <>{name}</> : <Link href={href}>{name}</Link>;
}

/** The page that shows what a job works on. */
function placeOf({ detectorId, experimentId, automlRunId }: Job): string | null {
  if (detectorId !== null) return `/detectors/${detectorId}`;
  if (experimentId !== null) return `/experiments/${experimentId}`;
  return automlRunId === null ? null : `/automl/${automlRunId}`;
}
