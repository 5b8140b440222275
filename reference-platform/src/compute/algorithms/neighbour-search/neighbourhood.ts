/** A finished neighbourhood: the first `size` entries of each array count. */
export interface Neighbours {
  readonly squared: Float64Array;
  readonly points: Int32Array;
  readonly occurrences: Uint32Array;
  readonly size: number;
  /** Occurrences of all points together. */
  readonly total: number;
}

/**
 * The k-distance neighbourhood of one query while it is being found (Breunig et al. 2000, definition 4):
 * the nearest points whose occurrences come to k, and every further point just as far as the last of them.
 * Kept ascending by distance, then by point, whatever the order in which points are offered.
 */
export class Neighbourhood implements Neighbours {
  /** Squared distances, points and their occurrences; the first `size` entries count. */
  squared = new Float64Array(64);
  points = new Int32Array(64);
  occurrences = new Uint32Array(64);
  size = 0;
  /** Occurrences of all points held. */
  total = 0;
  /** Squared distance beyond which no point is wanted any more. */
  bound = Number.POSITIVE_INFINITY;
  #wanted = 0;

  /** Empties the neighbourhood for a query of the `wanted` nearest (k). */
  reset(wanted: number): void {
    this.size = 0;
    this.total = 0;
    this.bound = Number.POSITIVE_INFINITY;
    this.#wanted = wanted;
  }

  offer(squared: number, point: number, occurrences: number): void {
    if (squared > this.bound || occurrences === 0) return;
    this.#insert(squared, point, occurrences);
    this.total += occurrences;
    if (this.total < this.#wanted) return;
    while (this.#dropFarthestIfEnoughRemain());
    this.bound = this.squared[this.size - 1] ?? Number.POSITIVE_INFINITY;
  }

  /** The neighbours found so far, in arrays of their own. */
  copy(): Neighbours {
    return {
      squared: this.squared.slice(0, this.size),
      points: this.points.slice(0, this.size),
      occurrences: this.occurrences.slice(0, this.size),
      size: this.size,
      total: this.total,
    };
  }

  #insert(squared: number, point: number, occurrences: number): void {
    if (this.size === this.points.length) this.#grow();
    let at = this.size;
    for (; at > 0; at -= 1) {
      const before = this.squared[at - 1] ?? 0;
      if (before < squared || (before === squared && (this.points[at - 1] ?? 0) < point)) break;
      this.squared[at] = before;
      this.points[at] = this.points[at - 1] ?? 0;
      this.occurrences[at] = this.occurrences[at - 1] ?? 0;
    }
    this.squared[at] = squared;
    this.points[at] = point;
    this.occurrences[at] = occurrences;
    this.size += 1;
  }

  /** Points at one distance stay or go together: that is what makes ties independent of row order. */
  #dropFarthestIfEnoughRemain(): boolean {
    const farthest = this.squared[this.size - 1];
    let start = this.size;
    let remaining = this.total;
    while (start > 0 && this.squared[start - 1] === farthest) {
      start -= 1;
      remaining -= this.occurrences[start] ?? 0;
    }
    if (remaining < this.#wanted) return false;
    this.size = start;
    this.total = remaining;
    return true;
  }

  #grow(): void {
    const length = this.points.length * 2;
    const squared = new Float64Array(length);
    const points = new Int32Array(length);
    const occurrences = new Uint32Array(length);
    squared.set(this.squared);
    points.set(this.points);
    occurrences.set(this.occurrences);
    this.squared = squared;
    this.points = points;
    this.occurrences = occurrences;
  }
}
