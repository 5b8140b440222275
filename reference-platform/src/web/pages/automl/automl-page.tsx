import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { Empty } from '../../components/notices.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { metricName } from '../../format/metrics.ts';
import { score } from '../../format/numbers.ts';
import { inWords } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { AutomlRunList } from '../../shapes/research.ts';
import { useNames } from '../detections/use-names.ts';

/** The tenant's searches for the best detector. */
export function AutomlPage({ query }: { query: URLSearchParams }) {
  const names = useNames();
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(AutomlRunList, 'GET', '/automl/runs', { query: { limit: PAGE_SIZE, offset }, signal }),
  );
  return (
    <Page
      title="AutoML"
      lead="Searches for the best detector of a labelled dataset, within a budget."
      actions={
        <Link class="button button-primary" href="/automl/new">
          New search
        </Link>
      }
    >
      <PagedList
        caption="Searches"
        list={list}
        offset={offset}
        empty={
          <Empty title="No searches yet">
            Start one on a dataset with labels, and deploy what it has found.
          </Empty>
        }
        columns={[
          { header: 'Name', cell: ({ id, name }) => <Link href={`/automl/${id}`}>{name}</Link> },
          { header: 'Status', cell: ({ status }) => <OutcomeBadge status={status} /> },
          { header: 'Dataset', cell: ({ datasetId }) => names.dataset(datasetId) },
          {
            header: 'Trials',
            align: 'end',
            cell: ({ trialCount, budget }) => `${trialCount} of ${budget.trials}`,
          },
          {
            header: 'Best',
            cell: ({ best, metric }) =>
              best === null ? '–' : `${inWords(best.algorithm)}, ${metricName(metric)} ${score(best.value)}`,
          },
          ...createdColumns,
        ]}
      />
    </Page>
  );
}
