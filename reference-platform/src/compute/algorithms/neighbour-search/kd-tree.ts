import type { DistinctRows } from './distinct-rows.ts';
import type { Neighbourhood } from './neighbourhood.ts';

/** Points that are compared one by one instead of being parted further. */
const LEAF_POINTS = 12;

/**
 * A k-d tree (Bentley 1975) in flat arrays for Euclidean nearest neighbours of distinct rows. Each node
 * parts its points at the median of its widest column; in many columns it comes close to brute force,
 * with distances abandoned as soon as they are too long.
 */
export class KdTree {
  readonly #rows: DistinctRows;
  /** Points in the order of the leaves, and their values in that order. */
  readonly #order: Int32Array;
  readonly #values: Float64Array;
  /** Inner node: column and cut, left child at node + 1, right child in `#right`. Leaf: column −1. */
  readonly #column: number[] = [];
  readonly #cut: number[] = [];
  readonly #right: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  constructor(rows: DistinctRows) {
    this.#rows = rows;
    this.#order = Int32Array.from({ length: rows.count }, (_, i) => i);
    if (rows.count > 0) this.#build(0, rows.count);
    this.#values = new Float64Array(rows.count * rows.width);
    this.#order.forEach((point, position) => {
      this.#values.set(
        rows.values.subarray(point * rows.width, (point + 1) * rows.width),
        position * rows.width,
      );
    });
  }

  /**
   * Fills `found` with the k-distance neighbourhood of the query at `values[start…]`. A training point
   * that asks for itself is `self`: one of its occurrences is left out; −1 for a new point.
   */
  search(values: Float64Array, start: number, wanted: number, self: number, found: Neighbourhood): void {
    found.reset(wanted);
    if (this.#rows.count > 0) this.#visit(0, values, start, self, found);
  }

  #build(from: number, to: number): void {
    const node = this.#column.length;
    const split = to - from > LEAF_POINTS ? this.#widestColumn(from, to) : -1;
    this.#column.push(split);
    this.#from.push(from);
    this.#to.push(to);
    this.#cut.push(0);
    this.#right.push(0);
    if (split < 0) return;
    const { values, width } = this.#rows;
    this.#order
      .subarray(from, to)
      .sort((a, b) => (values[a * width + split] ?? 0) - (values[b * width + split] ?? 0) || a - b);
    const middle = (from + to) >>> 1;
    this.#cut[node] = values[(this.#order[middle] ?? 0) * width + split] ?? 0;
    this.#build(from, middle);
    this.#right[node] = this.#column.length;
    this.#build(middle, to);
  }

  #widestColumn(from: number, to: number): number {
    const { values, width } = this.#rows;
    let widest = 0;
    let span = -1;
    for (let c = 0; c < width; c += 1) {
      let least = Number.POSITIVE_INFINITY;
      let greatest = Number.NEGATIVE_INFINITY;
      for (let i = from; i < to; i += 1) {
        const value = values[(this.#order[i] ?? 0) * width + c] ?? 0;
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
      if (greatest - least > span) {
        span = greatest - least;
        widest = c;
      }
    }
    return widest;
  }

  #visit(node: number, query: Float64Array, start: number, self: number, found: Neighbourhood): void {
    const column = this.#column[node] ?? -1;
    if (column < 0) {
      this.#scan(this.#from[node] ?? 0, this.#to[node] ?? 0, query, start, self, found);
      return;
    }
    const beyond = (query[start + column] ?? 0) - (this.#cut[node] ?? 0);
    const left = node + 1;
    const right = this.#right[node] ?? 0;
    this.#visit(beyond < 0 ? left : right, query, start, self, found);
    // Not "less than": a point exactly on the bound is a tie and belongs to the neighbourhood.
    if (beyond * beyond <= found.bound) this.#visit(beyond < 0 ? right : left, query, start, self, found);
  }

  #scan(
    from: number,
    to: number,
    query: Float64Array,
    start: number,
    self: number,
    found: Neighbourhood,
  ): void {
    const { width, occurrences } = this.#rows;
    const values = this.#values;
    for (let i = from; i < to; i += 1) {
      const bound = found.bound;
      let squared = 0;
      const at = i * width;
      // Four columns between looks at the bound: half the time of looking at each one.
      let c = 0;
      for (; c + 4 <= width && squared <= bound; c += 4) {
        const d0 = (query[start + c] ?? 0) - (values[at + c] ?? 0);
        const d1 = (query[start + c + 1] ?? 0) - (values[at + c + 1] ?? 0);
        const d2 = (query[start + c + 2] ?? 0) - (values[at + c + 2] ?? 0);
        const d3 = (query[start + c + 3] ?? 0) - (values[at + c + 3] ?? 0);
        squared += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
      }
      if (squared > bound) continue;
      for (; c < width; c += 1) {
        const difference = (query[start + c] ?? 0) - (values[at + c] ?? 0);
        squared += difference * difference;
      }
      if (squared > bound) continue;
      const point = this.#order[i] ?? 0;
      const own = point === self ? 1 : 0;
      found.offer(squared, point, (occurrences[point] ?? 0) - own);
    }
  }
}
