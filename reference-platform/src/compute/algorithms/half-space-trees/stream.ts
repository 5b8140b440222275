import type { Baseline } from '../baseline.ts';
import type { TrainedModel } from '../model.ts';
import { nodesOfTree, pathOf, placeRow, rawScoreOf, type HalfSpaceTrees } from './trees.ts';
import { decodeWindows, encodeWindows, type HalfSpaceWindows, type HalfSpaceWindowsFile } from './windows.ts';

export { halfSpaceWindowsFile, type HalfSpaceWindowsFile } from './windows.ts';

/** What one row of a stream comes to. */
export interface StreamScore {
  /** 1 / mean density, 0..LARGEST_DISTANCE. */
  readonly raw: number;
  /** raw / (1 + raw), 0..1. */
  readonly score: number;
  /** 1 where the score is above the threshold of the model's training. */
  readonly label: 0 | 1;
}

/** Half-space trees at work on a stream (Tan, Ting and Liu 2011, algorithm 3): the windows move on with each row. */
export class HalfSpaceStream {
  readonly #trees: HalfSpaceTrees;
  readonly #baseline: Baseline;
  readonly #threshold: number;
  readonly #windowRows: number;
  readonly #path: Int32Array;
  readonly #placed: Float64Array;
  #reference: Int16Array;
  #latest: Int16Array;
  #seen: number;

  /** Goes on from `windows`, which stay as they are. */
  constructor(trees: HalfSpaceTrees, windows: HalfSpaceWindows, baseline: Baseline, threshold: number) {
    this.#trees = trees;
    this.#baseline = baseline;
    this.#threshold = threshold;
    this.#windowRows = windows.windowRows;
    this.#path = new Int32Array(trees.trees * (trees.depth + 1));
    this.#placed = new Float64Array(baseline.medians.length);
    this.#reference = windows.reference.slice();
    this.#latest = windows.latest.slice();
    this.#seen = windows.seen;
  }

  /** Scores a row by the last full window, without moving on. Values in the order of the feature columns, NaN missing. */
  score(row: ArrayLike<number>): StreamScore {
    placeRow(row, this.#baseline, this.#placed);
    pathOf(this.#trees, this.#placed, this.#path);
    const raw = rawScoreOf(this.#trees, this.#path, this.#reference, this.#windowRows);
    const score = raw / (1 + raw);
    return { raw, score, label: score > this.#threshold ? 1 : 0 };
  }

  /** Scores a row, then takes it into the window that is being filled; a full window becomes the reference. */
  next(row: ArrayLike<number>): StreamScore {
    const scored = this.score(row);
    // By index: an iterator over a typed array takes several times as long.
    for (let i = 0; i < this.#path.length; i += 1) {
      const node = this.#path[i] ?? 0;
      this.#latest[node] = (this.#latest[node] ?? 0) + 1;
    }
    this.#seen += 1;
    if (this.#seen === this.#windowRows) {
      const spent = this.#reference;
      this.#reference = this.#latest;
      this.#latest = spent.fill(0);
      this.#seen = 0;
    }
    return scored;
  }

  /** A copy of where the stream stands. */
  windows(): HalfSpaceWindows {
    return {
      windowRows: this.#windowRows,
      reference: this.#reference.slice(),
      latest: this.#latest.slice(),
      seen: this.#seen,
    };
  }

  /** Where the stream stands, to be kept as JSON and given to `createHalfSpaceStream` later. */
  state(): HalfSpaceWindowsFile {
    return encodeWindows(this.windows());
  }
}

/**
 * A stream that is scored by a trained model of half_space_trees, from where the training ended or from a kept `state`.
 * Throws where the model is of another algorithm or the state belongs to trees of another size.
 */
export function createHalfSpaceStream(model: TrainedModel, state?: HalfSpaceWindowsFile): HalfSpaceStream {
  if (model.state.algorithm !== 'half_space_trees') {
    throw new Error(`a model of ${model.state.algorithm} cannot be used online`);
  }
  const { trees, windows } = model.state;
  const from = state === undefined ? windows : decodeWindows(state);
  const nodes = trees.trees * nodesOfTree(trees.depth);
  if (from.reference.length !== nodes || from.latest.length !== nodes) {
    throw new Error(`the state of the stream should hold ${nodes} nodes`);
  }
  return new HalfSpaceStream(trees, from, model.baseline, model.threshold);
}
