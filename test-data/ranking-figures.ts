/** Figures of a labelled ranking, computed apart from the target. */
export interface ThresholdFigures {
  confusion: { truePositives: number; falsePositives: number; trueNegatives: number; falseNegatives: number };
  precision: number;
  recall: number;
  f1: number;
}

/** Counts and ratios of `score > threshold` against labels; a ratio with nothing below its line is 0. */
export function figuresAt(
  scores: readonly number[],
  labels: readonly number[],
  threshold: number,
): ThresholdFigures {
  const count = (flagged: boolean, label: number): number =>
    scores.filter((score, row) => score > threshold === flagged && labels[row] === label).length;
  const truePositives = count(true, 1);
  const falsePositives = count(true, 0);
  const falseNegatives = count(false, 1);
  const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    confusion: { truePositives, falsePositives, trueNegatives: count(false, 0), falseNegatives },
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  };
}

/**
 * Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct scores as thresholds, from the highest down (Zhu 2004). Takes
 * n² steps, which makes it plain.
 */
export function averagePrecision(scores: readonly number[], labels: readonly number[]): number {
  const positives = labels.filter((label) => label === 1).length;
  const thresholds = [...new Set(scores)].sort((a, b) => b - a);
  let recallBefore = 0;
  let sum = 0;
  for (const threshold of thresholds) {
    const taken = labels.filter((_, row) => (scores[row] ?? 0) >= threshold);
    const hits = taken.filter((label) => label === 1).length;
    const recall = hits / positives;
    sum += (recall - recallBefore) * (hits / taken.length);
    recallBefore = recall;
  }
  return sum;
}
