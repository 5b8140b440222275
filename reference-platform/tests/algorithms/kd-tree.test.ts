import { describe, expect, test } from 'vitest';
import {
  distinctRows,
  type DistinctRows,
} from '../../src/compute/algorithms/neighbour-search/distinct-rows.ts';
import { KdTree } from '../../src/compute/algorithms/neighbour-search/kd-tree.ts';
import { Neighbourhood } from '../../src/compute/algorithms/neighbour-search/neighbourhood.ts';
import type { FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { labelledTable, mapColumns } from './generated-table.ts';

interface Found {
  readonly point: number;
  readonly squared: number;
}

/** The k-distance neighbourhood by its definition: every other occurrence compared, ties at the end kept. */
function byDefinition(rows: DistinctRows, self: number, wanted: number): Found[] {
  const others: Found[] = [];
  for (let point = 0; point < rows.count; point += 1) {
    let squared = 0;
    for (let c = 0; c < rows.width; c += 1) {
      squared +=
        ((rows.values[self * rows.width + c] ?? 0) - (rows.values[point * rows.width + c] ?? 0)) ** 2;
    }
    const occurrences = (rows.occurrences[point] ?? 0) - (point === self ? 1 : 0);
    for (let i = 0; i < occurrences; i += 1) others.push({ point, squared });
  }
  others.sort((a, b) => a.squared - b.squared || a.point - b.point);
  const kDistance = others[wanted - 1]?.squared ?? Number.POSITIVE_INFINITY;
  return others.filter(({ squared }) => squared <= kDistance);
}

function byTree(tree: KdTree, rows: DistinctRows, self: number, wanted: number): Found[] {
  const found = new Neighbourhood();
  tree.search(rows.values, self * rows.width, wanted, self, found);
  return Array.from({ length: found.size }, (_, i) => i).flatMap((i) =>
    Array.from({ length: found.occurrences[i] ?? 0 }, () => ({
      point: found.points[i] ?? -1,
      squared: found.squared[i] ?? -1,
    })),
  );
}

function grid(width: number, cellsPerUnit: number): FeatureMatrix {
  const { matrix } = labelledTable(500, width, 0.05, 60 + width);
  return mapColumns(matrix, (value) => Math.round(value * cellsPerUnit));
}

describe('the k-d tree', () => {
  // Whole numbers: many points lie exactly on a cut or exactly at the k-distance.
  test.each([
    [1, 8],
    [2, 4],
    [3, 2],
    [5, 1],
  ])('finds the neighbourhoods that the definition gives, ties included, in %i columns', (width, cells) => {
    const { distinct } = distinctRows(grid(width, cells), new Float64Array(width));
    const tree = new KdTree(distinct);
    const points = Array.from({ length: distinct.count }, (_, i) => i);

    const found = points.map((point) => byTree(tree, distinct, point, 7));

    expect(found).toEqual(points.map((point) => byDefinition(distinct, point, 7)));
  });
});
