import type { AlgorithmName } from '../algorithms/schemas.ts';
import type { ApiCaller } from '../api-caller.ts';
import {
  type ChangeOptions,
  ifMatchHeader,
  type Page,
  type PageQuery,
  pageSchema,
} from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import type { OperationRequest } from '../http/transport.ts';
import { type Job, jobSchema } from '../jobs/schemas.ts';
import {
  type Comparison,
  type ComparisonMetric,
  comparisonSchema,
  type Experiment,
  type ExperimentDocument,
  experimentDocumentSchema,
  type ExperimentResult,
  experimentResultSchema,
  experimentSchema,
} from './schemas.ts';

const experimentPageSchema = pageSchema(experimentSchema);
const resultPageSchema = pageSchema(experimentResultSchema);

export interface NewCandidate {
  name?: string;
  algorithm: AlgorithmName;
  parameters?: Record<string, number | string>;
  contamination?: number;
  seed?: number;
}

export interface NewExperiment {
  name: string;
  description?: string;
  datasetId: string;
  candidates: NewCandidate[];
  holdout?: number;
  seed?: number;
}

/** Candidates that are compared on the same rows. */
export class ExperimentsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(experiment: NewExperiment): Promise<Result<Experiment>> {
    return this.#caller.json(
      { operationId: 'experiments.create', method: 'POST', path: '/experiments', json: experiment },
      201,
      experimentSchema,
    );
  }

  list(
    query: PageQuery & { status?: Experiment['status']; datasetId?: string } = {},
  ): Promise<Result<Page<Experiment>>> {
    return this.#caller.json(
      { operationId: 'experiments.list', method: 'GET', path: '/experiments', query: { ...query } },
      200,
      experimentPageSchema,
    );
  }

  get(id: string): Promise<Result<Experiment>> {
    return this.#caller.json(
      { operationId: 'experiments.get', method: 'GET', path: '/experiments/{id}', pathParams: { id } },
      200,
      experimentSchema,
    );
  }

  /** Starts the measurement of the candidates; the experiment follows the job. */
  run(id: string): Promise<Result<Job>> {
    return this.#caller.json(
      { operationId: 'experiments.run', method: 'POST', path: '/experiments/{id}/run', pathParams: { id } },
      202,
      jobSchema,
    );
  }

  /** What came of each candidate, in their order. */
  results(id: string, query: PageQuery = {}): Promise<Result<Page<ExperimentResult>>> {
    return this.#caller.json(
      {
        operationId: 'experiments.results',
        method: 'GET',
        path: '/experiments/{id}/results',
        pathParams: { id },
        query: { ...query },
      },
      200,
      resultPageSchema,
    );
  }

  /** The candidates by one metric, the best first. */
  comparison(id: string, query: { metric?: ComparisonMetric } = {}): Promise<Result<Comparison>> {
    return this.#caller.json(
      {
        operationId: 'experiments.comparison',
        method: 'GET',
        path: '/experiments/{id}/comparison',
        pathParams: { id },
        query: { ...query },
      },
      200,
      comparisonSchema,
    );
  }

  /** The results as CSV text. */
  exportCsv(id: string): Promise<Result<string>> {
    return this.#caller.text(exportOf(id, 'csv'), 'text/csv');
  }

  /** Experiment, results and comparison as one document. */
  exportJson(id: string): Promise<Result<ExperimentDocument>> {
    return this.#caller.json(exportOf(id, 'json'), 200, experimentDocumentSchema);
  }

  remove(id: string, options: ChangeOptions = {}): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'experiments.remove',
      method: 'DELETE',
      path: '/experiments/{id}',
      pathParams: { id },
      ...ifMatchHeader(options),
    });
  }
}

function exportOf(id: string, format: 'csv' | 'json'): OperationRequest {
  return {
    operationId: 'experiments.export',
    method: 'GET',
    path: '/experiments/{id}/export',
    pathParams: { id },
    query: { format },
  };
}
