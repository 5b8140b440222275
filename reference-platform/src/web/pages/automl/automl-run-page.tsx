import { api } from '../../api/client.ts';
import { BestSoFar } from '../../charts/best-so-far.tsx';
import { Fact, Facts } from '../../components/fact.tsx';
import { FailureNotice } from '../../components/notices.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Page } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import { Section } from '../../components/section.tsx';
import { metricName } from '../../format/metrics.ts';
import { count, score } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import { objectTitle } from '../../loading/object-title.ts';
import { useAction } from '../../loading/use-action.ts';
import { useFollow } from '../../loading/use-follow.ts';
import { useLoad } from '../../loading/use-load.ts';
import { AutomlRun } from '../../shapes/research.ts';
import { useNames } from '../detections/use-names.ts';
import { DeployRun } from './deploy-run.tsx';
import { Trials } from './trials.tsx';

const LIST = { href: '/automl', name: 'AutoML' };
const ROUND_MS = 1_000;

const endings = {
  trials: 'All trials of the budget were made.',
  seconds: 'The seconds of the budget were used up.',
  space: 'There was nothing new to try.',
};

/** One search: its budget, its trials as they come, and the deployment of the best one. */
export function AutomlRunPage({ id }: { id: string }) {
  const names = useNames();
  const load = useLoad(id, (signal) => api.call(AutomlRun, 'GET', `/automl/runs/${id}`, { signal }));
  useFollow(load, load.value !== null && isUnderWay(load.value), ROUND_MS);
  return (
    <Page title={objectTitle(load, 'Search', ({ name }) => name)} parent={LIST}>
      <ObjectView load={load} back={{ href: LIST.href, name: 'AutoML' }}>
        {(run) => (
          <>
            <Section title="Facts" note={run.stoppedBy === null ? undefined : endings[run.stoppedBy]}>
              <Facts>
                <Fact label="Status">
                  <OutcomeBadge status={run.status} />
                </Fact>
                <Fact label="Dataset">{names.dataset(run.datasetId)}</Fact>
                <Fact label="Metric">{metricName(run.metric)}</Fact>
                <Fact label="Trials">{`${run.trialCount} of ${run.budget.trials}`}</Fact>
                <Fact label="Most seconds">{count(run.budget.seconds)}</Fact>
                <Fact label="Best">
                  {run.best === null ? '–' : `${inWords(run.best.algorithm)}, ${score(run.best.value)}`}
                </Fact>
                <Fact label="Seed">{run.seed}</Fact>
                <Fact label="Created by">{run.createdBy.name}</Fact>
                <Fact label="Created">
                  <When iso={run.createdAt} />
                </Fact>
              </Facts>
            </Section>
            {run.error === null ? null : (
              <div class="notice notice-failure" role="alert">
                <p class="notice-title">Search failed</p>
                <p>{run.error}</p>
              </div>
            )}
            {isUnderWay(run) ? <UnderWay run={run} onCancelled={load.reload} /> : null}
            {!isUnderWay(run) && run.best !== null ? (
              <DeployRun run={run} best={run.best} onDeployed={load.reload} />
            ) : null}
            <Section title="Trials">
              {run.trials.length === 0 ? (
                <p>No trial is finished yet.</p>
              ) : (
                <>
                  <BestSoFar trials={run.trials} metric={metricName(run.metric)} />
                  <Trials run={run} />
                </>
              )}
            </Section>
          </>
        )}
      </ObjectView>
    </Page>
  );
}

function isUnderWay({ status }: AutomlRun): boolean {
  return status === 'pending' || status === 'running';
}

function UnderWay({ run, onCancelled }: { run: AutomlRun; onCancelled: () => void }) {
  const cancel = useAction();
  const stop = async () => {
    await api.command('POST', `/automl/runs/${run.id}/cancel`);
    onCancelled();
  };
  return (
    <div class="running">
      <Progress label="Search progress" value={run.trialCount / run.budget.trials} />
      <p role="status">{run.status === 'pending' ? 'Waiting for its turn…' : 'The search is running.'}</p>
      <button
        type="button"
        class="button"
        aria-disabled={cancel.busy}
        onClick={() => void (cancel.busy ? undefined : cancel.run(stop))}
      >
        Cancel search
      </button>
      {cancel.failure === null ? null : <FailureNotice failure={cancel.failure} />}
    </div>
  );
}
