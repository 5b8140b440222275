import type { Plan } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Under200Ms } from '../budgets/defaults.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  reader: LoadActor;
  /** How many datasets its tenant has. */
  datasets: number;
}

/** One tenant lists its datasets; every answer must say how many there are. */
export const begin: Begin<Input> = async ({ input, client }) => {
  const api = await client(input.reader);
  return async () => {
    const { total } = answered(await api.datasets.list());
    if (total !== input.datasets) throw new UnexpectedAnswer(`total ${total} instead of ${input.datasets}`);
  };
};

export function listDatasets(input: Input, arrivals: Plan): Workload {
  return {
    question: 'Can one tenant list its datasets with p95 under 200 ms?',
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Under200Ms, errorsUnderOnePercent],
  };
}
