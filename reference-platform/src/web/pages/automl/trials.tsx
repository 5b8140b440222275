import { DataTable } from '../../components/data-table.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { metricName } from '../../format/metrics.ts';
import { duration, figure, score } from '../../format/numbers.ts';
import { inWords } from '../../format/words.ts';
import type { AutomlRun, Trial } from '../../shapes/research.ts';
import { algorithmName, useAlgorithms } from '../detectors/use-algorithms.ts';

/** The trials of a search, the first one first; the best one is marked. */
export function Trials({ run }: { run: AutomlRun }) {
  const algorithms = useAlgorithms().value;
  return (
    <DataTable
      caption="Trials"
      captionHidden
      cards
      rows={run.trials}
      rowKey={({ position }) => position}
      columns={[
        {
          header: 'Trial',
          cell: ({ position }) => (position === run.best?.position ? `${position} (best)` : position),
        },
        { header: 'Algorithm', cell: ({ algorithm }) => algorithmName(algorithms, algorithm) },
        { header: 'Parameters', wrap: true, cell: parametersInWords },
        { header: metricName(run.metric), align: 'end', cell: ({ value }) => score(value) },
        {
          header: 'Training time',
          align: 'end',
          cell: ({ trainingMs }) => (trainingMs === null ? '–' : duration(trainingMs)),
        },
        { header: 'Status', cell: ({ status }) => <OutcomeBadge status={status} /> },
        { header: 'Note', wrap: true, cell: ({ error }) => error ?? '–' },
      ]}
    />
  );
}

function parametersInWords({ parameters }: Trial): string {
  const texts = Object.entries(parameters).map(([name, value]) => `${inWords(name)} ${figure(value)}`);
  return texts.length === 0 ? '–' : texts.join(', ');
}
