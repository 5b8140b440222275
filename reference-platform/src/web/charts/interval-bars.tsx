import { score } from '../format/numbers.ts';

/** A bar with the interval around its end; values in 0..1, or −1..1 for correlations (drawn from 0). */
export interface IntervalBar {
  readonly label: string;
  readonly value: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  /** Set apart by colour and by a mark in the text. */
  readonly best: boolean;
}

const WIDTH = 100;
const HEIGHT = 20;

/** Horizontal bars from 0 to 1, one below the other, each with its interval as a whisker and its value in text. */
export function IntervalBars(props: { label: string; note: string; bars: readonly IntervalBar[] }) {
  const { label, note, bars } = props;
  return (
    <figure class="chart">
      <ul class="interval-bars" aria-label={label}>
        {bars.map((bar, index) => (
          <li key={index} data-best={bar.best ? 'true' : undefined}>
            <span class="interval-bars-label">{bar.best ? `${bar.label} (best)` : bar.label}</span>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
              <rect class="interval-bars-track" width={WIDTH} height={HEIGHT} />
              <rect class="interval-bars-bar" y={4} width={along(bar.value)} height={HEIGHT - 8} />
              {bar.interval === null ? null : (
                <path
                  class="interval-bars-whisker"
                  d={`M${along(bar.interval.lower)} 6v8m0-4H${along(bar.interval.upper)}m0-4v8`}
                />
              )}
            </svg>
            <span class="interval-bars-value">{score(bar.value)}</span>
          </li>
        ))}
      </ul>
      <figcaption class="legend">{note}</figcaption>
    </figure>
  );
}

function along(value: number): number {
  return WIDTH * Math.min(1, Math.max(0, value));
}
