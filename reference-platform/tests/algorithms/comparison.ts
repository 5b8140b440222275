/** Largest |actual − expected| / max(1, |expected|) over two equally long series. */
export function largestRelativeGap(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < expected.length; i += 1) {
    const reference = expected[i] ?? Number.NaN;
    const gap = Math.abs((actual[i] ?? Number.NaN) - reference) / Math.max(1, Math.abs(reference));
    largest = gap <= largest ? largest : gap;
  }
  return largest;
}

/** Spearman's rank correlation, equal values sharing the mean of their ranks. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = ranks(a);
  const y = ranks(b);
  const mean = (x.length + 1) / 2;
  let covariance = 0;
  let varianceX = 0;
  let varianceY = 0;
  x.forEach((rank, i) => {
    const dx = rank - mean;
    const dy = (y[i] ?? Number.NaN) - mean;
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  });
  return covariance / Math.sqrt(varianceX * varianceY);
}

function ranks(values: ArrayLike<number>): number[] {
  const at = (i: number | undefined): number => values[i ?? -1] ?? Number.NaN;
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => at(i) - at(j));
  const result = new Array<number>(order.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && at(order[to]) === at(order[from])) to += 1;
    for (const i of order.slice(from, to)) result[i] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}
