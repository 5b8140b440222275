/** What of a measurement can be limited. Those of the target need a target that tells of itself. */
export type Figure =
  | 'p50Ms'
  | 'p95Ms'
  | 'p99Ms'
  | 'errorRate'
  | 'reachedRate'
  /** Right answers a second. */
  | 'throughput'
  /** Mean share of its machine's cores that the target's own processes keep busy, 0 to 1. */
  | 'cpuShare'
  /** The most memory that the target's own processes have resident. */
  | 'residentBytes'
  /** Statements to the database for each arrival; of other workloads offered at once too. */
  | 'queriesPerArrival';

/** `times` the figure of another phase of the same measurement, and never less than `least`, below which it would be noise. */
export interface Relation {
  times: number;
  phase: string;
  least: number;
}

/** A limit that a measurement is held to, with where the limit comes from. */
export interface Budget {
  figure: Figure;
  /** The most that is allowed; for `reachedRate` and `throughput` the least. */
  limit: number | Relation;
  /** Who set the limit. */
  source: string;
  /** Name of the only phase that is held to it; all counted ones together where it is not given. */
  phase?: string;
  /** Of `errorRate`: the only kind of error that counts, for example `status 429`. */
  kind?: string;
}

/** Those that only the target itself can tell. */
export const FIGURES_OF_THE_TARGET: readonly Figure[] = ['cpuShare', 'residentBytes', 'queriesPerArrival'];

const AT_LEAST: ReadonlySet<Figure> = new Set(['reachedRate', 'throughput']);

/** Whether the limit is the least that is allowed, and not the most. */
export function isLeast({ figure }: Budget): boolean {
  return AT_LEAST.has(figure);
}

const MEBIBYTE = 1024 * 1024;

/** What the limit is, and what was measured, in the figure's unit. */
export function inUnits(figure: Figure, value: number | null): string {
  if (value === null) return 'nothing';
  switch (figure) {
    case 'p50Ms':
    case 'p95Ms':
    case 'p99Ms':
      return `${value.toFixed(1)} ms`;
    case 'errorRate':
      return `${(100 * value).toFixed(2)} %`;
    case 'reachedRate':
    case 'throughput':
      return `${value.toFixed(1)}/s`;
    case 'cpuShare':
      return `${(100 * value).toFixed(0)} %`;
    case 'residentBytes':
      return `${(value / MEBIBYTE).toFixed(0)} MiB`;
    case 'queriesPerArrival':
      return value.toFixed(1);
  }
}
