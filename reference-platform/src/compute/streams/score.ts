import { createHalfSpaceStream } from '../algorithms/half-space-trees/stream.ts';
import type { FeatureMatrix, Progress } from '../algorithms/matrix.ts';
import { loadScorer } from '../scoring/model-cache.ts';
import { TaskRefused, type StreamScoresTask } from '../worker/tasks.ts';
import type { StreamScoresRequest, StreamScoresResponse } from './protocol.ts';

function matrixOf(rows: StreamScoresRequest['rows'], width: number): FeatureMatrix {
  const columns = Array.from({ length: width }, (_, c) =>
    Float64Array.from(rows, (row) => row[c] ?? Number.NaN),
  );
  return { rowCount: rows.length, columns };
}

/** Scores points of a stream by a trained version. Half-space trees move on with each of them, the others stay. */
export async function scoreStream(task: StreamScoresTask, progress: Progress): Promise<StreamScoresResponse> {
  const { detectorId, version, rows, state } = task.request;
  const scorer = await loadScorer(task, detectorId, version);
  const { model } = scorer;
  const width = model.featureColumns.length;
  if (rows.some((row) => row.length !== width)) {
    throw new TaskRefused('invalid', `each point must have ${width} values`, '/rows');
  }
  const { threshold } = model;
  if (model.state.algorithm !== 'half_space_trees') {
    const scores = rows.length === 0 ? [] : Array.from(scorer.score(matrixOf(rows, width), progress).score);
    return { threshold, scores, state: null };
  }
  const stream = createHalfSpaceStream(model, state ?? undefined);
  const scores = rows.map((row) => stream.next(row.map((value) => value ?? Number.NaN)).score);
  return { threshold, scores, state: stream.state() };
}
