import { seededRandom } from './random.ts';
import { rounded, type Table } from './table.ts';

export interface PopulationOptions {
  seed: number;
  rows?: number;
  /** By how many standard deviations a feature lies elsewhere than in the population. */
  shifts?: Record<string, number>;
  /** Share of missing values of a feature. */
  missing?: Record<string, number>;
}

const FEATURES = ['speed', 'load', 'heat'] as const;
const CENTRES = { speed: 120, load: -3, heat: 40 } as const;
const SCALES = { speed: 15, load: 0.5, heat: 4 } as const;

/** Rows drawn from one and the same normal population, whatever the seed, unless a shift is planted. */
export function populationTable(options: PopulationOptions): Table<number | null> {
  const { seed, rows = 500, shifts = {}, missing = {} } = options;
  const random = seededRandom(seed);
  const cell = (name: (typeof FEATURES)[number]): number | null => {
    const value = rounded(CENTRES[name] + SCALES[name] * (random.normal() + (shifts[name] ?? 0)));
    return random.uniform() < (missing[name] ?? 0) ? null : value;
  };
  return { columns: [...FEATURES], rows: Array.from({ length: rows }, () => FEATURES.map(cell)) };
}
