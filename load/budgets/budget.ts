/** A limit that a measurement is held to, with where the limit comes from. */
export interface Budget {
  figure: 'p50Ms' | 'p95Ms' | 'p99Ms' | 'errorRate' | 'reachedRate';
  /** The most that is allowed; for `reachedRate` the least. */
  limit: number;
  /** Who set the limit. */
  source: string;
  /** Name of the only phase that is held to it; all counted ones together where it is not given. */
  phase?: string;
}

/** What the limit is, and what was measured, in the figure's unit. */
export function inUnits(figure: Budget['figure'], value: number | null): string {
  if (value === null) return 'nothing';
  switch (figure) {
    case 'p50Ms':
    case 'p95Ms':
    case 'p99Ms':
      return `${value.toFixed(1)} ms`;
    case 'errorRate':
      return `${(100 * value).toFixed(2)} %`;
    case 'reachedRate':
      return `${value.toFixed(1)}/s`;
  }
}
