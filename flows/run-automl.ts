import type { ApiClient } from '../api-clients/api-client.ts';
import type { NewAutomlRun } from '../api-clients/automl/client.ts';
import type { AutomlRun } from '../api-clients/automl/schemas.ts';
import { succeeded } from './succeeded.ts';
import { waitForJob } from './wait-for-job.ts';

/** Starts an AutoML run (one trial unless said otherwise), waits for its end, whatever that is, and gives it as it then is. */
export async function runAutoml(
  actor: { api: ApiClient },
  run: Partial<NewAutomlRun> & Pick<NewAutomlRun, 'datasetId'>,
): Promise<AutomlRun> {
  const { automl } = actor.api;
  const started = await automl.start({ name: 'search', budget: { trials: 1, seconds: 60 }, ...run });
  const job = await waitForJob(actor, succeeded(started).id);
  return succeeded(await automl.get(job.automlRunId ?? ''));
}
