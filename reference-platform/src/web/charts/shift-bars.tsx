import { share } from '../format/numbers.ts';

const WIDTH = 120;
const HEIGHT = 28;

interface Bin {
  readonly before: number;
  readonly now: number;
}

/** Two distributions over the same bins: bars now, and a step line of what they were at training. */
export function ShiftBars({ name, bins }: { name: string; bins: readonly Bin[] }) {
  const highest = Math.max(...bins.flatMap(({ before, now }) => [before, now]), Number.EPSILON);
  const width = WIDTH / Math.max(1, bins.length);
  const top = (value: number) => HEIGHT - 1 - (value / highest) * (HEIGHT - 2);
  const steps = bins.map(
    ({ before }, bin) => `${bin === 0 ? 'M' : 'L'}${bin * width} ${top(before)}h${width}`,
  );
  return (
    <svg
      class="bars shift-bars"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={summary(name, bins)}
    >
      {bins.map(({ now }, bin) => (
        <rect
          key={bin}
          x={bin * width}
          y={top(now)}
          width={Math.max(0.5, width - 1)}
          height={HEIGHT - top(now)}
        />
      ))}
      <path d={steps.join('')} />
    </svg>
  );
}

function summary(name: string, bins: readonly Bin[]): string {
  const changes = bins.map(({ before, now }) => Math.abs(now - before));
  const most = changes.indexOf(Math.max(...changes));
  const { before = 0, now = 0 } = bins[most] ?? {};
  return `${name} over ${bins.length} bins: bin ${most + 1} changed most, from ${share(before)} to ${share(now)}`;
}
