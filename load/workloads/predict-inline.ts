import type { Plan } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  analyst: LoadActor;
  /** A detector that is ready. */
  detectorId: string;
  /** What each request asks to be scored. */
  rows: number[][];
}

/** A ready detector scores rows sent along; every answer must score each of them. */
export const begin: Begin<Input> = async ({ input: { analyst, detectorId, rows }, client }) => {
  const api = await client(analyst);
  return async () => {
    const { results } = answered(await api.detectors.predict(detectorId, { rows }));
    if (results.length !== rows.length)
      throw new UnexpectedAnswer(`${results.length} scores for ${rows.length} rows`);
  };
};

export function predictInline(input: Input, arrivals: Plan): Workload {
  return {
    question: `Can one tenant have ${input.rows.length} rows scored a request with p95 under 200 ms?`,
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Of('latency'), errorsUnderOnePercent],
  };
}
