import type { FeatureMatrix, Progress } from '../algorithms/matrix.ts';
import { TaskRefused, type PredictResult, type PredictTask } from '../worker/tasks.ts';
import { loadScorer } from './model-cache.ts';

type InlineRows = Pick<PredictTask, 'columns' | 'width' | 'values'>;

/** Scores inline rows with a trained version. */
export async function predict(task: PredictTask, progress: Progress): Promise<PredictResult> {
  const scorer = await loadScorer(task, task.detectorId, task.version);
  const { featureColumns, threshold } = scorer.model;
  return { threshold, ...scorer.score(inlineMatrix(task, featureColumns), progress) };
}

/** Inline rows with their columns in the order of the model's; refuses rows of another width or other columns. */
export function inlineMatrix(rows: InlineRows, featureColumns: readonly string[]): FeatureMatrix {
  const order = positionsOf(featureColumns, rows.columns ?? featureColumns);
  if (rows.width !== featureColumns.length) {
    throw new TaskRefused('invalid', `each row must have ${featureColumns.length} values`, '/rows');
  }
  return pickColumns(rows, order);
}

/** Where each feature column stands among the given ones. */
function positionsOf(featureColumns: readonly string[], given: readonly string[]): number[] {
  return featureColumns.map((name) => {
    const position = given.indexOf(name);
    if (position < 0)
      throw new TaskRefused('invalid', `the column ${JSON.stringify(name)} is missing`, '/columns');
    return position;
  });
}

function pickColumns({ values, width }: InlineRows, order: readonly number[]): FeatureMatrix {
  const rowCount = values.length / width;
  const columns = order.map((position) => {
    const column = new Float64Array(rowCount);
    for (let r = 0; r < rowCount; r += 1) column[r] = values[r * width + position] ?? Number.NaN;
    return column;
  });
  return { rowCount, columns };
}
