import type { Plan } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  reader: LoadActor;
  /** How many detections its tenant has. */
  detections: number;
}

/** What the page after the log-in asks for, all at once. */
export const begin: Begin<Input> = async ({ input, client }) => {
  const api = await client(input.reader);
  return async () => {
    const [usage, latest] = await Promise.all([
      api.tenant.usage().then(answered),
      api.detections.list({ limit: 5 }).then(answered),
      api.jobs.list({ status: 'running' }).then(answered),
      api.jobs.list({ status: 'pending' }).then(answered),
      api.detectors.list({ limit: 200, sort: 'name' }).then(answered),
      api.datasets.list({ limit: 200, sort: 'name' }).then(answered),
      api.notifications.unreadCount().then(answered),
    ]);
    if (latest.total !== input.detections || usage.requests.used === 0)
      throw new UnexpectedAnswer('a dashboard of other figures');
  };
};

export function dashboard(input: Input, arrivals: Plan): Workload {
  return {
    question: 'Is the dashboard there within 2 s?',
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Of('dashboard'), errorsUnderOnePercent],
  };
}
