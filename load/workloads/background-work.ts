import type { Job } from '../../api-clients/jobs/schemas.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import type { Plan } from '../arrivals/plan.ts';
import { noErrors } from '../budgets/relative.ts';
import { p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  analyst: LoadActor;
  work:
    | { kind: 'training'; detectorIds: string[]; datasetId: string }
    | { kind: 'detection'; detectorIds: string[]; datasetIds: string[] };
}

/** Work is put into the queue, and the arrival is over when all of it is done. */
export const begin: Begin<Input> = async ({ input: { analyst, work }, client }) => {
  const api = await client(analyst);
  const start = async (arrival: number): Promise<Job[]> => {
    if (work.kind === 'detection') {
      const { detectorIds, datasetIds } = work;
      return answered(await api.detections.batch({ detectorIds, datasetIds })).jobs;
    }
    // A detector takes one training at a time: each arrival has one of its own as long as they last.
    const detectorId = work.detectorIds[arrival % work.detectorIds.length];
    if (detectorId === undefined) throw new RangeError('there is no detector');
    return [answered(await api.detectors.train(detectorId, { datasetId: work.datasetId }))];
  };
  return async (arrival) => {
    const ended = await Promise.all((await start(arrival)).map(({ id }) => waitForJob({ api }, id)));
    const bad = ended.find(({ status }) => status !== 'completed');
    if (bad !== undefined) throw new UnexpectedAnswer(`a job that ended ${bad.status}`);
  };
};

export function backgroundWork(input: Input, arrivals: Plan): Workload {
  const { work } = input;
  return {
    question:
      work.kind === 'training'
        ? 'Does the queue keep up with trainings, and is each done within 2 s?'
        : `Is a batch of ${work.detectorIds.length * work.datasetIds.length} detections done within 2 s?`,
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Of('job'), noErrors('a job that was accepted is done (contract: jobs)')],
    drainMs: 30_000,
  };
}
