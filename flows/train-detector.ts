import type { ApiClient } from '../api-clients/api-client.ts';
import type { NewDetector } from '../api-clients/detectors/client.ts';
import type { Detector, DetectorVersion } from '../api-clients/detectors/schemas.ts';
import type { Job } from '../api-clients/jobs/schemas.ts';
import { succeeded } from './succeeded.ts';
import { waitForJob } from './wait-for-job.ts';

export interface Training extends Partial<NewDetector> {
  datasetId: string;
  columns?: string[];
  timeoutMs?: number;
}

export interface TrainedDetector {
  detector: Detector;
  version: DetectorVersion;
  job: Job;
}

/** Makes a detector (isolation forest unless said otherwise), trains it on a dataset and waits for its version. */
export async function trainDetector(actor: { api: ApiClient }, training: Training): Promise<TrainedDetector> {
  const { datasetId, columns, timeoutMs = 30_000, ...wanted } = training;
  const { id } = succeeded(
    await actor.api.detectors.create({
      algorithm: 'isolation_forest',
      ...wanted,
      name: wanted.name ?? `detector of ${datasetId}`,
    }),
  );
  const started = succeeded(
    await actor.api.detectors.train(id, { datasetId, ...(columns === undefined ? {} : { columns }) }),
  );
  const job = await waitForJob(actor, started.id, { timeoutMs });
  const version = job.result?.version ?? null;
  if (job.status !== 'completed' || version === null) {
    throw new Error(`training of ${id} ended ${job.status}: ${job.error ?? 'no reason given'}`);
  }
  return {
    detector: succeeded(await actor.api.detectors.get(id)),
    version: succeeded(await actor.api.detectors.version(id, version)),
    job,
  };
}
