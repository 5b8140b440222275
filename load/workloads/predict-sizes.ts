import { stages } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  analyst: LoadActor;
  /** A detector that is ready. */
  detectorId: string;
  /** As many rows as the greatest size. */
  rows: number[][];
}

/** Rows a request and requests a second: a phase each, in this order. */
const SIZES = [
  { rows: 1, rate: 30 },
  { rows: 100, rate: 30 },
  { rows: 1_000, rate: 10 },
  { rows: 10_000, rate: 3 },
] as const;

/** Rows that a request of the greatest size needs. */
export const MOST_ROWS = 10_000;
/** Up to so many rows a prediction is an answer like any other; more are an operation. */
const INLINE_ROWS = 1_000;

const nameOf = ({ rows }: (typeof SIZES)[number]): string => `${rows} rows`;

/** A ready detector scores more rows a request in each phase; every answer must score each of them. */
export const begin: Begin<Input> = async ({ input: { analyst, detectorId, rows }, client }) => {
  const api = await client(analyst);
  const bySize = SIZES.map((size) => rows.slice(0, size.rows));
  return async (_arrival, phase) => {
    // The warm-up, phase 0, has the size of the first.
    const sent = bySize[Math.max(0, phase - 1)] ?? [];
    const { results } = answered(await api.detectors.predict(detectorId, { rows: sent }));
    if (results.length !== sent.length)
      throw new UnexpectedAnswer(`${results.length} scores for ${sent.length} rows`);
  };
};

export function predictSizes(input: Input, durationMs: number): Workload {
  return {
    question: 'How many rows can be scored in one request, and how fast?',
    arrivals: stages(SIZES.map((size) => ({ name: nameOf(size), rate: size.rate, durationMs }))),
    flow: { module: import.meta.url, input },
    budgets: [
      ...SIZES.map((size) => p95Of(size.rows <= INLINE_ROWS ? 'latency' : 'operation', nameOf(size))),
      errorsUnderOnePercent,
    ],
  };
}
