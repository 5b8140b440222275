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
import { type Job, jobSchema } from '../jobs/schemas.ts';
import {
  type Detector,
  detectorSchema,
  type DetectorVersion,
  detectorVersionSchema,
  type Prediction,
  predictionSchema,
} from './schemas.ts';

const detectorPageSchema = pageSchema(detectorSchema);
const versionPageSchema = pageSchema(detectorVersionSchema);

export interface NewDetector {
  name: string;
  algorithm: AlgorithmName;
  description?: string;
  parameters?: Detector['parameters'];
  /** Expected share of anomalies, above 0 and at most 0.5; the target takes 0.05. */
  contamination?: number;
  /** 0 to 2^31 − 1; the target takes 42. */
  seed?: number;
}

export interface DetectorQuery extends PageQuery {
  algorithm?: AlgorithmName;
  status?: Detector['status'];
  q?: string;
  sort?: 'createdAt' | '-createdAt' | 'name' | '-name';
}

export interface PredictionRequest {
  /** One array a row, in the order of `columns`, or of the version's feature columns. */
  rows: (number | null)[][];
  columns?: string[];
  version?: number;
}

/** Detectors, their trained versions, and scoring of rows sent along. */
export class DetectorsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(detector: NewDetector): Promise<Result<Detector>> {
    return this.#caller.json(
      { operationId: 'detectors.create', method: 'POST', path: '/detectors', json: detector },
      201,
      detectorSchema,
    );
  }

  list(query: DetectorQuery = {}): Promise<Result<Page<Detector>>> {
    return this.#caller.json(
      { operationId: 'detectors.list', method: 'GET', path: '/detectors', query: { ...query } },
      200,
      detectorPageSchema,
    );
  }

  get(id: string): Promise<Result<Detector>> {
    return this.#caller.json(
      { operationId: 'detectors.get', method: 'GET', path: '/detectors/{id}', pathParams: { id } },
      200,
      detectorSchema,
    );
  }

  update(
    id: string,
    patch: Partial<Pick<NewDetector, 'name' | 'description' | 'parameters' | 'contamination'>>,
    options: ChangeOptions = {},
  ): Promise<Result<Detector>> {
    return this.#caller.json(
      {
        operationId: 'detectors.update',
        method: 'PATCH',
        path: '/detectors/{id}',
        pathParams: { id },
        json: patch,
        ...ifMatchHeader(options),
      },
      200,
      detectorSchema,
    );
  }

  remove(id: string, options: ChangeOptions = {}): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'detectors.remove',
      method: 'DELETE',
      path: '/detectors/{id}',
      pathParams: { id },
      ...ifMatchHeader(options),
    });
  }

  train(id: string, training: { datasetId: string; columns?: string[] }): Promise<Result<Job>> {
    return this.#caller.json(
      {
        operationId: 'detectors.train',
        method: 'POST',
        path: '/detectors/{id}/train',
        pathParams: { id },
        json: training,
      },
      202,
      jobSchema,
    );
  }

  versions(id: string, query: PageQuery = {}): Promise<Result<Page<DetectorVersion>>> {
    return this.#caller.json(
      {
        operationId: 'detectors.versions',
        method: 'GET',
        path: '/detectors/{id}/versions',
        pathParams: { id },
        query: { ...query },
      },
      200,
      versionPageSchema,
    );
  }

  version(id: string, version: number): Promise<Result<DetectorVersion>> {
    return this.#caller.json(
      {
        operationId: 'detectors.version',
        method: 'GET',
        path: '/detectors/{id}/versions/{version}',
        pathParams: { id, version: String(version) },
      },
      200,
      detectorVersionSchema,
    );
  }

  predict(id: string, prediction: PredictionRequest): Promise<Result<Prediction>> {
    return this.#caller.json(
      {
        operationId: 'detectors.predict',
        method: 'POST',
        path: '/detectors/{id}/predict',
        pathParams: { id },
        json: prediction,
      },
      200,
      predictionSchema,
    );
  }
}
