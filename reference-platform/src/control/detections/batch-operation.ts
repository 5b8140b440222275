import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { isForeignKeyViolation } from '../../database/errors.ts';
import { answer, apiBasePath } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { Problem, problem, type InputFault } from '../../http/problem.ts';
import { detectorWriters } from '../detectors/access.ts';
import { creatorOf } from '../detectors/creator.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import type { JobRow } from '../jobs/tables.ts';
import { batchBody } from './input.ts';
import { planDetection } from './plan.ts';

/** One detection of a batch, and where the body names its detector and dataset. */
interface Pair {
  readonly detectorId: string;
  readonly datasetId: string;
  readonly pointers: Readonly<Record<'/detectorId' | '/datasetId', string>>;
}

/** Each detector on each dataset, or the pairs that were named. */
function pairsOf({ pairs, detectorIds = [], datasetIds = [] }: z.output<typeof batchBody>): Pair[] {
  if (pairs !== undefined) {
    return pairs.map((pair, index) => ({
      ...pair,
      pointers: { '/detectorId': `/pairs/${index}/detectorId`, '/datasetId': `/pairs/${index}/datasetId` },
    }));
  }
  return detectorIds.flatMap((detectorId, d) =>
    datasetIds.map((datasetId, s) => ({
      detectorId,
      datasetId,
      pointers: { '/detectorId': `/detectorIds/${d}`, '/datasetId': `/datasetIds/${s}` },
    })),
  );
}

/** The fault of a pair, pointing into the batch's body. */
function relocated({ pointer, detail }: InputFault, { pointers }: Pair): InputFault {
  const known = pointer === '/detectorId' || pointer === '/datasetId' ? pointers[pointer] : pointer;
  return { pointer: known, detail };
}

/** Each fault once: a detector that is unknown is so in each of its pairs. */
function distinct(faults: readonly InputFault[]): InputFault[] {
  const byText = new Map(faults.map((fault) => [`${fault.pointer} ${fault.detail}`, fault]));
  return [...byText.values()];
}

/** Declares `detections.batch`. */
export function registerDetectionBatch(app: HttpApplication): void {
  operation(app, {
    id: 'detections.batch',
    method: 'POST',
    path: '/detections/batch',
    summary: 'Score several datasets by several trained detectors, each pair by a job of its own',
    description:
      'Takes `detectorIds` and `datasetIds` (each on each) or `pairs`. All jobs are started, or none: when one pair does not fit, the whole batch is refused.',
    tag: 'Detections',
    access: detectorWriters,
    effect: 'change',
    body: batchBody,
    responses: { 202: z.object({ jobs: z.array(jobSchema) }).meta({ id: 'DetectionBatch' }) },
    problems: [409],
    async handle(ctx) {
      const { tenantId, body } = ctx;
      const createdBy = creatorOf(ctx.principal);
      const jobs = await ctx
        .change(async (trx) => {
          const requests = [];
          const faults: InputFault[] = [];
          for (const pair of pairsOf(body)) {
            try {
              requests.push((await planDetection(trx, tenantId, uuid(), pair)).request);
            } catch (error) {
              if (!(error instanceof Problem) || error.errors === undefined) throw error;
              faults.push(...error.errors.map((fault) => relocated(fault, pair)));
            }
          }
          if (faults.length > 0) throw problem.invalid(distinct(faults));
          const started: JobRow[] = [];
          for (const request of requests) {
            const job = await enqueueJob(trx, tenantId, { kind: 'detection', ...request }, createdBy);
            if (job === undefined) throw new Error('a detection job hit a unique index');
            started.push(job);
          }
          return started;
        })
        .catch((error: unknown) => {
          throw isForeignKeyViolation(error)
            ? problem.conflict('A detector or dataset was removed meanwhile.')
            : error;
        });
      return answer(
        202,
        { jobs: jobs.map(toJob) },
        { location: `${apiBasePath}/jobs?kind=detection&limit=${jobs.length}` },
      );
    },
  });
}
