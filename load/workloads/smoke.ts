import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Result } from '../../api-clients/http/result.ts';
import { errorsUnderOnePercent, loginUnder500Ms, p95Under200Ms } from '../budgets/defaults.ts';
import { LEAST_WARM_UP_MS, UnexpectedAnswer, type Workload } from '../engine/workload.ts';

/** Seconds, not minutes: enough arrivals for a p95, short enough for each run of the suite. */
const SMOKE_MS = 3_000;

/** One tenant lists its datasets; every answer must name as many as there are. */
export function listDatasetsWorkload(api: ApiClient, datasets: number): Workload {
  return {
    question: 'Can one tenant list datasets at 100 requests a second with p95 under 200 ms?',
    ratePerSecond: 100,
    warmUpMs: LEAST_WARM_UP_MS,
    durationMs: SMOKE_MS,
    budgets: [p95Under200Ms, errorsUnderOnePercent],
    flow: async () => {
      const page = answered(await api.datasets.list());
      if (page.total !== datasets) throw new UnexpectedAnswer(`total ${page.total} instead of ${datasets}`);
    },
  };
}

/** A ready detector scores rows sent along; every answer must score each of them. */
export function predictWorkload(api: ApiClient, detectorId: string, rows: number[][]): Workload {
  return {
    question: `Can one tenant score ${rows.length} rows a request, 20 requests a second, with p95 under 200 ms?`,
    ratePerSecond: 20,
    warmUpMs: LEAST_WARM_UP_MS,
    durationMs: SMOKE_MS,
    budgets: [p95Under200Ms, errorsUnderOnePercent],
    flow: async () => {
      const { results } = answered(await api.detectors.predict(detectorId, { rows }));
      if (results.length !== rows.length)
        throw new UnexpectedAnswer(`${results.length} scores for ${rows.length} rows`);
    },
  };
}

/** One user signs in again and again; every answer must be that user's. */
export function loginWorkload(anonymous: ApiClient, account: { email: string; password: string }): Workload {
  return {
    question: 'Can users sign in ten times a second with p95 under 500 ms?',
    ratePerSecond: 10,
    warmUpMs: LEAST_WARM_UP_MS,
    durationMs: SMOKE_MS,
    budgets: [loginUnder500Ms, errorsUnderOnePercent],
    flow: async () => {
      const { user } = answered(await anonymous.auth.login(account));
      if (user.email !== account.email) throw new UnexpectedAnswer('signed in as somebody else');
    },
  };
}

function answered<T>(result: Result<T>): T {
  if (!result.ok) throw new UnexpectedAnswer(`status ${result.status}`);
  return result.data;
}
