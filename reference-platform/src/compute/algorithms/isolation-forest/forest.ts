/**
 * All trees in three flat arrays, each tree in preorder: the left child of node i is i + 1.
 * An inner node has the column it tests and its cut (left is value ≤ cut); a leaf has column −1 and, as
 * its cut, the path length of what ends there.
 */
export interface Forest {
  readonly roots: Int32Array;
  readonly column: Int16Array;
  readonly cut: Float64Array;
  readonly right: Int32Array;
  /** Rows that each tree was grown from (ψ). */
  readonly sampleSize: number;
}

/**
 * Average path length of an unsuccessful search in a binary search tree of n nodes:
 * c(n) = 2H(n−1) − 2(n−1)/n with H(i) ≈ ln i + γ (Liu, Ting and Zhou 2008, equation 1).
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}

/** Collects nodes in arrays that double when they are full. */
export class ForestBuilder {
  readonly #roots: number[] = [];
  #column = new Int16Array(1024);
  #cut = new Float64Array(1024);
  #right = new Int32Array(1024);
  #size = 0;

  startTree(): void {
    this.#roots.push(this.#size);
  }

  /** Appends a node and returns its number. */
  add(column: number, cut: number): number {
    if (this.#size === this.#column.length) this.#grow();
    const node = this.#size;
    this.#column[node] = column;
    this.#cut[node] = cut;
    this.#size += 1;
    return node;
  }

  /** The next node to be added is the right child of `node`. */
  turnRight(node: number): void {
    this.#right[node] = this.#size;
  }

  finish(sampleSize: number): Forest {
    return {
      roots: Int32Array.from(this.#roots),
      column: this.#column.slice(0, this.#size),
      cut: this.#cut.slice(0, this.#size),
      right: this.#right.slice(0, this.#size),
      sampleSize,
    };
  }

  #grow(): void {
    const length = this.#column.length * 2;
    const column = new Int16Array(length);
    const cut = new Float64Array(length);
    const right = new Int32Array(length);
    column.set(this.#column);
    cut.set(this.#cut);
    right.set(this.#right);
    this.#column = column;
    this.#cut = cut;
    this.#right = right;
  }
}
