import type { AlgorithmName } from '../algorithms/schemas.ts';
import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import { type Detector, detectorSchema } from '../detectors/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Job, jobSchema } from '../jobs/schemas.ts';
import { type AutomlRun, automlRunSchema, type AutomlRunSummary, automlRunSummarySchema } from './schemas.ts';

const runPageSchema = pageSchema(automlRunSummarySchema);

export interface NewAutomlRun {
  name: string;
  datasetId: string;
  budget: AutomlRun['budget'];
  metric?: AutomlRun['metric'];
  algorithms?: AlgorithmName[];
  seed?: number;
}

/** Searches for the best detector of a labelled dataset. */
export class AutomlClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Starts a run; the job names it. */
  start(run: NewAutomlRun): Promise<Result<Job>> {
    return this.#caller.json(
      { operationId: 'automl.start', method: 'POST', path: '/automl/runs', json: run },
      202,
      jobSchema,
    );
  }

  list(query: PageQuery & { status?: AutomlRun['status'] } = {}): Promise<Result<Page<AutomlRunSummary>>> {
    return this.#caller.json(
      { operationId: 'automl.list', method: 'GET', path: '/automl/runs', query: { ...query } },
      200,
      runPageSchema,
    );
  }

  get(id: string): Promise<Result<AutomlRun>> {
    return this.#caller.json(
      { operationId: 'automl.get', method: 'GET', path: '/automl/runs/{id}', pathParams: { id } },
      200,
      automlRunSchema,
    );
  }

  /** Ends a run that is not finished; its finished trials stay. */
  cancel(id: string): Promise<Result<Job>> {
    return this.#caller.json(
      { operationId: 'automl.cancel', method: 'POST', path: '/automl/runs/{id}/cancel', pathParams: { id } },
      202,
      jobSchema,
    );
  }

  /** Makes a detector of the best trial, under the run's name unless another is given. */
  deploy(id: string, detector: { name?: string; description?: string } = {}): Promise<Result<Detector>> {
    return this.#caller.json(
      {
        operationId: 'automl.deploy',
        method: 'POST',
        path: '/automl/runs/{id}/deploy',
        pathParams: { id },
        json: detector,
      },
      201,
      detectorSchema,
    );
  }
}
