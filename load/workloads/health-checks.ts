import type { Plan } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of, throughputAtLeast500 } from '../budgets/seeds.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

const STRANGER = { name: 'anonymous', canary: null, as: { kind: 'none' } } as const;

/** Whether the platform lives and is ready is asked in turns, as a balancer before it does. */
export const begin: Begin<null> = async ({ client }) => {
  const { system } = await client(STRANGER);
  return async (arrival) => {
    if (arrival % 2 === 0) answered(await system.live());
    else answered(await system.ready());
  };
};

export function healthChecks(arrivals: Plan): Workload {
  return {
    question: 'Are 500 requests a second answered, health checks within 300 ms?',
    arrivals,
    flow: { module: import.meta.url, input: null },
    budgets: [throughputAtLeast500, p95Of('health'), errorsUnderOnePercent],
  };
}
