import { anomalyCount, shuffledLabels } from './labels.ts';
import { type Random, seededRandom } from './random.ts';
import { type LabelledTable, rounded } from './table.ts';

export interface LabelledTableOptions {
  seed: number;
  rows?: number;
  features?: number;
  /** Share of anomalies; the count is `rows × contamination` rounded, at least one. */
  contamination?: number;
}

/** How far the anomalies lie outside, in standard deviations: an isolation forest ranks them with ROC-AUC ≥ 0.95. */
const NEAREST_ANOMALY = 8;
const FARTHEST_ANOMALY = 12;

/**
 * Normal rows around one centre, and anomalies at 8 to 12 standard deviations from it in directions of their own.
 * Each feature has its own location and scale, so that an algorithm that forgets to scale is seen.
 */
export function labelledTable(options: LabelledTableOptions): LabelledTable<number> {
  const { seed, rows = 1000, features = 5, contamination = 0.05 } = options;
  const random = seededRandom(seed);
  const scales = Array.from({ length: features }, () => 0.5 + 4.5 * random.uniform());
  const centres = Array.from({ length: features }, () => 100 * random.uniform() - 50);
  const labels = shuffledLabels(random, rows, anomalyCount(rows, contamination));
  const standardised = labels.map((label) =>
    label === 1 ? anomaly(random, features) : Array.from({ length: features }, random.normal),
  );
  return {
    columns: Array.from({ length: features }, (_, index) => `feature_${index + 1}`),
    rows: standardised.map((row) =>
      row.map((value, index) => rounded((centres[index] ?? 0) + (scales[index] ?? 1) * value)),
    ),
    labels,
    labelColumn: 'label',
  };
}

/** A point on a sphere: a normal vector scaled to its radius has no preferred direction. */
function anomaly(random: Random, features: number): number[] {
  const direction = Array.from({ length: features }, random.normal);
  const radius = NEAREST_ANOMALY + (FARTHEST_ANOMALY - NEAREST_ANOMALY) * random.uniform();
  const factor = radius / Math.hypot(...direction);
  return direction.map((value) => value * factor);
}
