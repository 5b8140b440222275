import { useState } from 'preact/hooks';
import { addressOf, api } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { Fact, Facts } from '../../components/fact.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { share } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { objectTitle } from '../../loading/object-title.ts';
import { useFollow } from '../../loading/use-follow.ts';
import { useLoad } from '../../loading/use-load.ts';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { Experiment, ResultList } from '../../shapes/research.ts';
import { useNames } from '../detections/use-names.ts';
import { CandidateComparison } from './candidate-comparison.tsx';
import { Results } from './results.tsx';
import { RunExperiment } from './run-experiment.tsx';

const LIST = { href: '/experiments', name: 'Experiments' };

/** Slow enough for the smallest plan's requests, beside those that follow the job. */
const ROUND_MS = 2_000;

/** One experiment: what it compares, its run, results as they come, and the comparison at the end. */
export function ExperimentPage({ id }: { id: string }) {
  const tell = useToast();
  const names = useNames();
  const mayWrite = useMay('write');
  const [deleting, setDeleting] = useState(false);
  const load = useLoad(id, (signal) => api.call(Experiment, 'GET', `/experiments/${id}`, { signal }));
  const results = useLoad(load.value === null ? null : id, (signal) =>
    api.call(ResultList, 'GET', `/experiments/${id}/results`, { signal }),
  );
  useFollow(results, load.value?.status === 'running', ROUND_MS);
  const refresh = () => {
    load.reload();
    results.reload();
  };

  return (
    <Page
      title={objectTitle(load, 'Experiment', ({ name }) => name)}
      parent={LIST}
      lead={load.value?.description === '' ? undefined : load.value?.description}
      actions={
        load.value === null ? undefined : (
          <>
            <a class="button" href={addressOf(`/experiments/${id}/export`)} download>
              Export as CSV
            </a>
            <a class="button" href={addressOf(`/experiments/${id}/export`, { format: 'json' })} download>
              Export as JSON
            </a>
            {mayWrite ? (
              <button type="button" class="button button-danger-quiet" onClick={() => setDeleting(true)}>
                Delete experiment
              </button>
            ) : null}
          </>
        )
      }
    >
      <ObjectView load={load} back={{ href: LIST.href, name: 'experiments' }}>
        {(experiment) => (
          <>
            <Section title="Facts">
              <Facts>
                <Fact label="Status">
                  <OutcomeBadge status={experiment.status} />
                </Fact>
                <Fact label="Dataset">{names.dataset(experiment.datasetId)}</Fact>
                <Fact label="Rows held out">{share(experiment.holdout)}</Fact>
                <Fact label="Candidates">{experiment.candidates.length}</Fact>
                <Fact label="Seed">{experiment.seed}</Fact>
                <Fact label="Created by">{experiment.createdBy.name}</Fact>
                <Fact label="Created">
                  <When iso={experiment.createdAt} />
                </Fact>
              </Facts>
            </Section>
            {mayWrite ? <RunExperiment experiment={experiment} onChange={refresh} /> : null}
            {experiment.status === 'completed' ? <CandidateComparison experiment={experiment} /> : null}
            <Results results={results} />
            {deleting ? (
              <DeleteDialog
                title="Delete experiment?"
                confirm="Delete experiment"
                remove={() => api.command('DELETE', `/experiments/${id}`)}
                onDone={() => {
                  tell(`Experiment “${experiment.name}” deleted.`);
                  navigate('/experiments');
                }}
                onClose={() => setDeleting(false)}
              >
                <strong>{experiment.name}</strong> and its results will be gone for good.
              </DeleteDialog>
            ) : null}
          </>
        )}
      </ObjectView>
    </Page>
  );
}
