import { count, figure, share } from '../format/numbers.ts';
import type { ColumnProfile } from '../shapes/dataset.ts';
import type { Histogram } from '../shapes/common.ts';

const WIDTH = 120;
const HEIGHT = 28;

/** How the values of a column lie: bars for numbers, the most frequent values for the rest. */
export function Distribution({ column }: { column: ColumnProfile }) {
  if (column.histogram !== null) return <Bars name={column.name} histogram={column.histogram} />;
  const most = column.top?.slice(0, 3) ?? [];
  if (most.length === 0) return <>–</>;
  return (
    <span class="top-values">
      {most.map((entry) => `${String(entry.value)} (${count(entry.count)})`).join(', ')}
    </span>
  );
}

function Bars({ name, histogram }: { name: string; histogram: Histogram }) {
  const { edges, counts } = histogram;
  const highest = Math.max(1, ...counts);
  const width = WIDTH / Math.max(1, counts.length);
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary(name, histogram)}>
      {counts.map((amount, bin) => {
        // A bin that holds anything stays visible beside a very full one.
        const height = amount === 0 ? 0 : Math.max(1.5, (amount / highest) * HEIGHT);
        return (
          <rect
            key={edges[bin]}
            x={bin * width}
            y={HEIGHT - height}
            width={Math.max(0.5, width - 1)}
            height={height}
          />
        );
      })}
    </svg>
  );
}

function summary(name: string, { edges, counts }: Histogram): string {
  const total = counts.reduce((sum, amount) => sum + amount, 0);
  const fullest = counts.indexOf(Math.max(...counts));
  const from = figure(edges[fullest] ?? null);
  const to = figure(edges[fullest + 1] ?? null);
  const part = total === 0 ? '0%' : share((counts[fullest] ?? 0) / total);
  return `Histogram of ${name}: fullest from ${from} to ${to}, ${part} of the values`;
}
