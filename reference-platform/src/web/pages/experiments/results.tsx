import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Section } from '../../components/section.tsx';
import { duration, score, share } from '../../format/numbers.ts';
import type { Loaded } from '../../loading/use-load.ts';
import type { ResultList } from '../../shapes/research.ts';
import { algorithmName, useAlgorithms } from '../detectors/use-algorithms.ts';

/** What came of each candidate, in the order in which they were named. */
export function Results({ results }: { results: Loaded<ResultList> }) {
  const algorithms = useAlgorithms().value;
  return (
    <Section title="Results">
      <LoadView load={results}>
        {({ items }) => (
          <DataTable
            caption="Results"
            captionHidden
            cards
            busy={results.loading}
            rows={items}
            rowKey={({ position }) => position}
            columns={[
              { header: 'Candidate', cell: ({ name }) => name },
              { header: 'Algorithm', cell: ({ algorithm }) => algorithmName(algorithms, algorithm) },
              { header: 'Status', cell: ({ status }) => <OutcomeBadge status={status} /> },
              { header: 'ROC-AUC', align: 'end', cell: (row) => score(row.metrics?.rocAuc ?? null) },
              { header: 'F1', align: 'end', cell: (row) => score(row.metrics?.f1 ?? null) },
              { header: 'Agreement', align: 'end', cell: ({ agreement }) => score(agreement) },
              {
                header: 'Flagged',
                align: 'end',
                cell: ({ flaggedShare }) => (flaggedShare === null ? '–' : share(flaggedShare)),
              },
              {
                header: 'Training time',
                align: 'end',
                cell: ({ trainingMs }) => (trainingMs === null ? '–' : duration(trainingMs)),
              },
              { header: 'Note', wrap: true, cell: ({ error }) => error ?? '–' },
            ]}
          />
        )}
      </LoadView>
    </Section>
  );
}
