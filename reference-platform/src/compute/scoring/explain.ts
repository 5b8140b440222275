import type { Baseline } from '../algorithms/baseline.ts';
import { contributionsOf, typicalFor, type Contribution } from '../algorithms/contributions.ts';
import type { Progress } from '../algorithms/matrix.ts';
import type { ExplainResponse } from '../protocol.ts';
import type { ExplainTask } from '../worker/tasks.ts';
import { loadScorer } from './model-cache.ts';
import { inlineMatrix } from './predict.ts';

type Feature = ExplainResponse['results'][number]['features'][number];

/** 95 % of a normal distribution lie within so many standard deviations of its mean. */
const TYPICAL_DEVIATIONS = 1.96;

/** Scores inline rows with a trained version and says what each feature contributes, the most first. */
export async function explain(task: ExplainTask, progress: Progress): Promise<ExplainResponse> {
  const { detectorId, version } = task;
  const scorer = await loadScorer(task, detectorId, version);
  const { model } = scorer;
  const matrix = inlineMatrix(task, model.featureColumns);
  const { score, raw } = scorer.score(matrix, progress);
  const results = Array.from(score, (value, index): ExplainResponse['results'][number] => {
    const row = Float64Array.from(matrix.columns, (column) => column[index] ?? Number.NaN);
    const typical = typicalFor(model, row);
    const contributions = contributionsOf(row, typical, row.length);
    return {
      index,
      score: value,
      rawScore: raw[index] ?? 0,
      label: value > model.threshold ? 1 : 0,
      features: contributions.map((each) => featureOf(each, row, typical, model.featureColumns)),
    };
  });
  return { detectorId, version, threshold: model.threshold, results };
}

function featureOf(
  { column, share }: Contribution,
  row: Float64Array,
  { medians, scales }: Baseline,
  names: readonly string[],
): Feature {
  const value = row[column] ?? Number.NaN;
  const typical = medians[column] ?? 0;
  const reach = TYPICAL_DEVIATIONS * (scales[column] ?? 0);
  return {
    column: names[column] ?? '',
    value: Number.isNaN(value) ? null : value,
    contribution: share,
    typical,
    low: Math.max(typical - reach, -Number.MAX_VALUE),
    high: Math.min(typical + reach, Number.MAX_VALUE),
  };
}
