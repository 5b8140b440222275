/** Ranks 1..n of the values, equal ones sharing the mean of their ranks. */
function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let place = from; place < to; place += 1) ranks[order[place] ?? 0] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

function centred(values: Float64Array): { values: Float64Array; length: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviations = values.map((value) => value - mean);
  return { values: deviations, length: Math.sqrt(deviations.reduce((sum, value) => sum + value * value, 0)) };
}

/**
 * Spearman's rank correlation of each pair of score lists (Pearson's correlation of the midranks): shape
 * [lists][lists], 1 on the diagonal. A list whose scores are all equal agrees with no other: 0.
 */
export function rankAgreement(scores: readonly Float64Array[]): number[][] {
  const ranks = scores.map((list) => centred(midranks(list)));
  return ranks.map((a, i) =>
    ranks.map((b, j) => {
      if (i === j) return 1;
      if (a.length === 0 || b.length === 0) return 0;
      const product = a.values.reduce((sum, value, row) => sum + value * (b.values[row] ?? 0), 0);
      return Math.max(-1, Math.min(1, product / (a.length * b.length)));
    }),
  );
}

/** The mean of each list's agreement with the others; null where there is no other. */
export function meanAgreement(matrix: readonly (readonly number[])[]): (number | null)[] {
  return matrix.map((row) =>
    row.length < 2 ? null : (row.reduce((sum, value) => sum + value, 0) - 1) / (row.length - 1),
  );
}
