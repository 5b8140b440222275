import { randomStream } from '../algorithms/random.ts';
import { quantileOfSorted } from '../algorithms/statistics.ts';
import { meanAgreement, rankAgreement } from '../analytics/rank-agreement.ts';
import { rankRows, weightedMetrics } from '../analytics/weighted-ranking.ts';
import {
  rankingMetric,
  type CandidateMetrics,
  type ExperimentComparison,
  type MetricRanking,
} from '../protocol.ts';
import type { CompareTask } from '../worker/tasks.ts';
import type { Progress } from '../algorithms/matrix.ts';

/** Enough that the ends of a 95 % interval (the 10th value of each tail) are steady to about a tenth of its width. */
const RESAMPLES = 400;
const CONFIDENCE = 0.95;

/**
 * Compares candidates on the rows held out. With labels: a paired, stratified bootstrap of each metric. All
 * candidates are measured on the same resamples, drawn with replacement within each class (so that none lacks one);
 * the interval of a value, and of its difference to the best candidate's, is the percentile interval (Efron and
 * Tibshirani 1993, chapter 13; stratified as in Robin et al. 2011). A difference is significant where its interval
 * leaves out 0. Without labels, candidates are ranked by their mean Spearman correlation with the others, and there
 * are no intervals. The same seed gives the same figures.
 */
export function compareCandidates(task: CompareTask, progress: Progress): ExperimentComparison {
  const { candidates, labels, seed } = task;
  const matrix = rankAgreement(candidates.map(({ scores }) => scores));
  const agreement = { positions: candidates.map(({ position }) => position), matrix };
  const means = meanAgreement(matrix);
  const byAgreement = rank(
    candidates.map(({ position }, i) => ({ position, value: means[i] ?? 0 })),
    null,
  );
  const measured = labels === null ? null : bootstrap(task, labels, seed, progress);
  return {
    labelled: measured !== null,
    resamples: measured === null ? 0 : RESAMPLES,
    confidence: CONFIDENCE,
    rankings: { ...measured, agreement: byAgreement },
    agreement,
  };
}

type Samples = Record<keyof CandidateMetrics, Float64Array>;

function bootstrap(
  { candidates }: CompareTask,
  labels: Float64Array,
  seed: number,
  progress: Progress,
): Record<keyof CandidateMetrics, MetricRanking> | null {
  const rankings = candidates.map(({ scores, threshold }) => rankRows(scores, labels, threshold));
  const values = rankings.map((ranking) => weightedMetrics(ranking, null));
  const known = values.filter((metrics) => metrics !== null);
  if (known.length < values.length) return null;
  const samples = candidates.map((): Samples => {
    const empty = () => new Float64Array(RESAMPLES);
    return { rocAuc: empty(), averagePrecision: empty(), precision: empty(), recall: empty(), f1: empty() };
  });
  const draw = stratifiedDraw(labels, randomStream(seed, 0x626f6f74));
  for (let b = 0; b < RESAMPLES; b += 1) {
    progress(b / RESAMPLES);
    const weights = draw();
    rankings.forEach((ranking, i) => {
      const metrics = weightedMetrics(ranking, weights);
      for (const name of rankingMetric.options) {
        const column = samples[i]?.[name];
        if (column !== undefined && metrics !== null) column[b] = metrics[name];
      }
    });
  }
  const ofMetric = (name: keyof CandidateMetrics): MetricRanking =>
    rank(
      candidates.map(({ position }, i) => ({ position, value: known[i]?.[name] ?? 0 })),
      samples.map((columns) => columns[name]),
    );
  return {
    rocAuc: ofMetric('rocAuc'),
    averagePrecision: ofMetric('averagePrecision'),
    precision: ofMetric('precision'),
    recall: ofMetric('recall'),
    f1: ofMetric('f1'),
  };
}

/** Draws as many rows of each class as there are, with replacement: how often each row was drawn. */
function stratifiedDraw(labels: Float64Array, random: () => number): () => Uint32Array {
  const all = Uint32Array.from(labels.keys());
  const strata = [1, 0].map((label) => all.filter((row) => labels[row] === label));
  const weights = new Uint32Array(labels.length);
  return () => {
    weights.fill(0);
    for (const rows of strata) {
      for (let drawn = 0; drawn < rows.length; drawn += 1) {
        const row = rows[Math.floor(random() * rows.length)] ?? 0;
        weights[row] = (weights[row] ?? 0) + 1;
      }
    }
    return weights;
  };
}

/** The highest value first, equal ones in the order of the candidates. `samples`: resampled values by candidate. */
function rank(
  candidates: readonly { position: number; value: number }[],
  samples: readonly Float64Array[] | null,
): MetricRanking {
  const order = [...candidates.keys()].sort(
    (a, b) => (candidates[b]?.value ?? 0) - (candidates[a]?.value ?? 0) || a - b,
  );
  const best = order[0] ?? 0;
  const bestValue = candidates[best]?.value ?? 0;
  const ofBest = samples?.[best];
  return order.map((index, place) => {
    const { position, value } = candidates[index] ?? { position: 0, value: 0 };
    const own = samples?.[index];
    const differences =
      own === undefined || ofBest === undefined || index === best
        ? null
        : own.map((sample, b) => sample - (ofBest[b] ?? 0));
    const differenceInterval = intervalOf(differences);
    return {
      rank: place + 1,
      position,
      value,
      interval: intervalOf(own ?? null),
      difference: value - bestValue,
      differenceInterval,
      significant:
        differenceInterval === null ? null : differenceInterval.upper < 0 || differenceInterval.lower > 0,
    };
  });
}

function intervalOf(samples: Float64Array | null): { lower: number; upper: number } | null {
  if (samples === null) return null;
  const sorted = Float64Array.from(samples).sort();
  const tail = (1 - CONFIDENCE) / 2;
  return { lower: quantileOfSorted(sorted, tail), upper: quantileOfSorted(sorted, 1 - tail) };
}
