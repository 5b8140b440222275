/** Figures computed apart from the target, to hold its answers against. All take at least one value. */

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n − 1), two passes. */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996). */
export function quantile(values: readonly number[], probability: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const below = at(sorted, Math.floor(position));
  const above = at(sorted, Math.ceil(position));
  return below + (above - below) * (position - Math.floor(position));
}

/** Pearson's product-moment correlation of two columns of equal length. */
export function correlation(left: readonly number[], right: readonly number[]): number {
  const [leftMean, rightMean] = [mean(left), mean(right)];
  const products = left.reduce(
    (sum, value, index) => sum + (value - leftMean) * (at(right, index) - rightMean),
    0,
  );
  return products / ((left.length - 1) * standardDeviation(left) * standardDeviation(right));
}

/** Spearman's rank correlation: that of the ranks, equal values sharing the mean of theirs. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number {
  return correlation(midRanks(left), midRanks(right));
}

/**
 * Area under the ROC curve: the chance that an anomaly scores higher than a normal row, ties counting half
 * (Mann–Whitney U; Hanley and McNeil, 1982). Needs rows of both labels.
 */
export function rocAuc(scores: readonly number[], labels: readonly number[]): number {
  const ranks = midRanks(scores);
  const positives = labels.filter((label) => label === 1).length;
  const negatives = labels.length - positives;
  const rankSum = ranks.reduce((sum, rank, index) => (labels[index] === 1 ? sum + rank : sum), 0);
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** |x − median| / (1.4826 · MAD), Iglewicz and Hoaglin (1993); `reference` gives median and MAD. */
export function robustZScores(values: readonly number[], reference: readonly number[] = values): number[] {
  const median = quantile(reference, 0.5);
  const deviation = quantile(
    reference.map((value) => Math.abs(value - median)),
    0.5,
  );
  return values.map((value) => Math.abs(value - median) / (1.4826 * deviation));
}

/** Ranks from 1; equal values share the mean of their ranks. */
function midRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end += 1;
    for (let place = start; place <= end; place += 1) ranks[order[place]?.index ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value at ${index} of ${values.length}`);
  return value;
}
