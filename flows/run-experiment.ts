import type { ApiClient } from '../api-clients/api-client.ts';
import type { NewExperiment } from '../api-clients/experiments/client.ts';
import type { Experiment, ExperimentResult } from '../api-clients/experiments/schemas.ts';
import type { Job } from '../api-clients/jobs/schemas.ts';
import { succeeded } from './succeeded.ts';
import { waitForJob } from './wait-for-job.ts';

export interface FinishedExperiment {
  experiment: Experiment;
  results: ExperimentResult[];
  job: Job;
}

type Draft = Partial<NewExperiment> & Pick<NewExperiment, 'datasetId' | 'candidates'>;

/** Makes an experiment that is not run. */
export async function draftExperiment(actor: { api: ApiClient }, experiment: Draft): Promise<Experiment> {
  const name = `experiment on ${experiment.datasetId}`;
  return succeeded(await actor.api.experiments.create({ name, ...experiment }));
}

/** Makes an experiment, runs it and waits for its end, whatever that is. */
export async function runExperiment(
  actor: { api: ApiClient },
  experiment: Draft,
): Promise<FinishedExperiment> {
  const { experiments } = actor.api;
  const { id } = await draftExperiment(actor, experiment);
  const job = await waitForJob(actor, succeeded(await experiments.run(id)).id);
  return {
    experiment: succeeded(await experiments.get(id)),
    results: succeeded(await experiments.results(id)).items,
    job,
  };
}
