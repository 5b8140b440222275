import { quantileOfSorted, sortedPresent } from './statistics.ts';

/**
 * How the values of one column were distributed at training: what later data are compared with. Bin i holds what is
 * above edge i − 1 and at most edge i; an edge that stands twice holds exactly its own value between the two.
 */
export interface ReferenceColumn {
  readonly missing: number;
  /** Deciles of the present values, ascending; a value on which several fall stands twice. Empty without values. */
  readonly edges: Float64Array;
  /** Present values in each of the edges.length + 1 bins. */
  readonly counts: Uint32Array;
  /** Order statistics at even distances, ascending: all present values where they are at most KEPT_VALUES. */
  readonly sample: Float64Array;
}

/** The training data of a model, in short: each feature column, and the scores of the rows. */
export interface Reference {
  readonly features: readonly ReferenceColumn[];
  readonly scores: ReferenceColumn;
}

/** Order statistics that are kept of a column: a distribution function is off by at most 1/512 from the whole one's. */
export const KEPT_VALUES = 512;
const DECILES = 10;

/** The reference of training columns (NaN is missing) and of the scores of their rows. */
export function referenceOf(columns: readonly Float64Array[], scores: Float64Array): Reference {
  return { features: columns.map(referenceColumn), scores: referenceColumn(scores) };
}

/** The bin of a present value among `edges`: 0 … edges.length. */
export function binOf(value: number, edges: Float64Array): number {
  let bin = 0;
  while (bin < edges.length && (edges[bin] ?? 0) < value) bin += 1;
  return edges[bin] === value && edges[bin + 1] === value ? bin + 1 : bin;
}

function referenceColumn(column: Float64Array): ReferenceColumn {
  const present = sortedPresent(column);
  const edges = decileEdges(present);
  const counts = new Uint32Array(edges.length + 1);
  for (const value of present) {
    const bin = binOf(value, edges);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { missing: column.length - present.length, edges, counts, sample: evenSample(present) };
}

function decileEdges(sorted: Float64Array): Float64Array {
  if (sorted.length === 0) return new Float64Array();
  const deciles = Array.from(
    { length: DECILES - 1 },
    (_, i) => quantileOfSorted(sorted, (i + 1) / DECILES) + 0,
  );
  return Float64Array.from(deciles.filter((edge, i) => edge !== deciles[i - 1] || edge !== deciles[i - 2]));
}

function evenSample(sorted: Float64Array): Float64Array {
  if (sorted.length <= KEPT_VALUES) return sorted;
  return Float64Array.from(
    { length: KEPT_VALUES },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (KEPT_VALUES - 1))] ?? 0,
  );
}
