import { companies } from './companies.ts';
import { seededRandom } from './random.ts';
import { type Cell, rounded, type Table } from './table.ts';

/**
 * Payments with a column of each type a dataset can have, and missing values in two of them: `amount` (number, every
 * 10th missing), `items` (whole number), `merchant` (string, every 25th missing), `refunded` (boolean), `paid_at`
 * (datetime).
 */
export function mixedTable({ seed, rows = 200 }: { seed: number; rows?: number }): Table {
  const random = seededRandom(seed);
  const merchants = companies({ seed: seed + 1, count: 5 }).map(({ name }) => name);
  const start = Date.parse('2026-03-01T08:00:00.000Z');
  return {
    columns: ['amount', 'items', 'merchant', 'refunded', 'paid_at'],
    rows: Array.from({ length: rows }, (_, index): Cell[] => [
      index % 10 === 9 ? null : rounded(50 + 20 * random.normal()),
      random.integer(1, 9),
      index % 25 === 24 ? null : random.pick(merchants),
      random.uniform() < 0.1,
      new Date(start + index * 90_000).toISOString(),
    ]),
  };
}
