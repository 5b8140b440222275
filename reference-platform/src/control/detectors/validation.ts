import type { DetectorVersionRow } from './tables.ts';

/** The ROC-AUC of guessing: a version that ranks anomalies lower than that is not let into production. */
export const leastRocAuc = 0.5;

/** What is known of a version's fitness for production. */
export interface Validation {
  status: 'pending' | 'passed' | 'failed';
  /** The figure that was judged; null while there is none. */
  rocAuc: number | null;
  leastRocAuc: typeof leastRocAuc;
}

/** Judges the latest evaluation, or else the figures of the training; without labels nothing is known (`pending`). */
export function validationOf({
  evaluation,
  metrics,
}: Pick<DetectorVersionRow, 'evaluation' | 'metrics'>): Validation {
  const rocAuc = (evaluation ?? metrics)?.rocAuc ?? null;
  if (rocAuc === null) return { status: 'pending', rocAuc, leastRocAuc };
  return { status: rocAuc < leastRocAuc ? 'failed' : 'passed', rocAuc, leastRocAuc };
}
