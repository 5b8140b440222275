import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../../src/compute/algorithms/matrix.ts';
import { randomStream } from '../../src/compute/algorithms/random.ts';
import { splitRows } from '../../src/compute/experiments/holdout.ts';

const random = randomStream(3, 1);
const rows = Array.from({ length: 200 }, () => [random(), Math.round(random() * 5)]);
const labels = Float64Array.from(rows, (_, row) => (row % 10 === 0 ? 1 : 0));

/** What the held-out rows hold, whatever their place. */
function heldRows(table: number[][], classes: Float64Array | null, seed: number): string[] {
  const { holdout } = splitRows(matrixFromRows(table), classes, 0.25, seed);
  return [...holdout].map((row) => (table[row] ?? []).join()).sort();
}

describe('the hold-out', () => {
  it('is the asked share of each class, and every row is in exactly one part', () => {
    const { training, holdout } = splitRows(matrixFromRows(rows), labels, 0.25, 1);

    expect(holdout.filter((row) => labels[row] === 1)).toHaveLength(5);
    expect(holdout.filter((row) => labels[row] === 0)).toHaveLength(45);
    expect([...training, ...holdout].sort((a, b) => a - b)).toEqual([...rows.keys()]);
    expect([...holdout]).toEqual([...holdout].sort((a, b) => a - b));
  });

  it('is stratified whatever the seed', () => {
    const anomalies = [1, 2, 3, 4, 5].map(
      (seed) =>
        splitRows(matrixFromRows(rows), labels, 0.25, seed).holdout.filter((row) => labels[row] === 1).length,
    );

    expect(anomalies).toEqual([5, 5, 5, 5, 5]);
  });

  it('depends on the seed and on what the rows hold, not on where they stand', () => {
    const order = [...rows.keys()].reverse();
    const reversed = order.map((row) => rows[row] ?? []);
    const reversedLabels = Float64Array.from(order, (row) => labels[row] ?? 0);

    const held = heldRows(rows, labels, 1);

    expect(heldRows(reversed, reversedLabels, 1)).toEqual(held);
    expect(heldRows(rows, labels, 2)).not.toEqual(held);
  });

  it('holds out equal rows like any others: some of them, not all or none', () => {
    const equal = Array.from({ length: 100 }, () => [1]);

    const { holdout } = splitRows(matrixFromRows(equal), null, 0.3, 1);

    expect(holdout).toHaveLength(30);
  });

  it('never takes more than 50,000 rows', () => {
    const column = Float64Array.from({ length: 200_000 }, (_, row) => row);

    const { holdout } = splitRows({ rowCount: column.length, columns: [column] }, null, 0.5, 1);

    expect(holdout).toHaveLength(50_000);
  });
});
