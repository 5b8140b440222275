import type { Plan } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of, withinItsMeans } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

export interface ListInput {
  reader: LoadActor;
  /** All datasets of its tenant, at most 200. */
  ids: string[];
}

/** One tenant lists its datasets; every answer must have exactly these, and nobody else's. */
export const begin: Begin<ListInput> = async ({ input, client }) => {
  const api = await client(input.reader);
  const due = new Set(input.ids);
  return async () => {
    const { items, total } = answered(await api.datasets.list({ limit: 200 }));
    if (total !== due.size || items.length !== due.size)
      throw new UnexpectedAnswer(`${items.length} of ${total} datasets instead of ${due.size}`);
    if (!items.every(({ id }) => due.has(id)))
      throw new UnexpectedAnswer('a dataset that is not the tenant’s');
  };
};

export function listDatasets(input: ListInput, arrivals: Plan): Workload {
  return {
    question: 'Can one tenant list its datasets with p95 under 200 ms?',
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Of('latency'), errorsUnderOnePercent, ...withinItsMeans],
  };
}
