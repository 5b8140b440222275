import { shuffledLabels } from './labels.ts';
import { type Random, seededRandom } from './random.ts';
import { type LabelledTable, rounded } from './table.ts';

export interface ClusteredTableOptions {
  seed: number;
  rows?: number;
  clusters?: number;
  /** How many rows lie between the clusters, labelled 1. */
  scattered?: number;
}

/** Distance between neighbouring centres, in standard deviations of a cluster. */
const SPACING = 20;
/** A scattered row keeps this far from every centre: farther than any member of a cluster is likely to lie. */
const CLEARANCE = 6;

/**
 * Round clusters in the plane, unit variance, their centres on a circle, and rows scattered between and around them
 * that belong to none: anomalies that no single column gives away.
 */
export function clusteredTable(options: ClusteredTableOptions): LabelledTable<number> {
  const { seed, rows = 600, clusters = 3, scattered = 12 } = options;
  const random = seededRandom(seed);
  const centres = circle(clusters);
  const labels = shuffledLabels(random, rows, scattered);
  return {
    columns: ['x', 'y'],
    rows: labels.map((label) => {
      if (label === 1) return outside(random, centres).map(rounded);
      const [x, y] = random.pick(centres);
      return [rounded(x + random.normal()), rounded(y + random.normal())];
    }),
    labels,
    labelColumn: 'label',
  };
}

type Point = [x: number, y: number];

/** `count` points on a circle, neighbours `SPACING` apart; the origin for one. */
function circle(count: number): Point[] {
  const radius = count === 1 ? 0 : SPACING / (2 * Math.sin(Math.PI / count));
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function outside(random: Random, centres: Point[]): Point {
  const reach = SPACING + Math.max(...centres.flat().map(Math.abs));
  for (;;) {
    const point: Point = [reach * (2 * random.uniform() - 1), reach * (2 * random.uniform() - 1)];
    if (centres.every(([x, y]) => Math.hypot(point[0] - x, point[1] - y) > CLEARANCE)) return point;
  }
}
