import type { Random } from './random.ts';
import type { Label } from './table.ts';

/** `rows` labels of which exactly `anomalies` are 1, at random places. */
export function shuffledLabels(random: Random, rows: number, anomalies: number): Label[] {
  return random.shuffled(Array.from({ length: rows }, (_, index): Label => (index < anomalies ? 1 : 0)));
}

/** The anomalies that a share stands for: rounded, at least one. */
export function anomalyCount(rows: number, contamination: number): number {
  return Math.max(1, Math.round(rows * contamination));
}
