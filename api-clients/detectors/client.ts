import type { AlgorithmName } from '../algorithms/schemas.ts';
import type { ApiCaller } from '../api-caller.ts';
import {
  type ChangeOptions,
  ifMatchHeader,
  type Page,
  type PageQuery,
  pageSchema,
} from '../common/schemas.ts';
import type { PartContent } from '../http/multipart.ts';
import type { Result } from '../http/result.ts';
import type { OperationRequest } from '../http/transport.ts';
import { type Job, jobSchema } from '../jobs/schemas.ts';
import {
  type Drift,
  driftSchema,
  type VersionEvaluation,
  versionEvaluationSchema,
} from './lifecycle-schemas.ts';
import {
  type Detector,
  detectorSchema,
  type DetectorVersion,
  detectorVersionSchema,
  type Explanation,
  explanationSchema,
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

export interface EvaluationRequest {
  datasetId: string;
  /** Default: the version in production, or else the latest. */
  version?: number;
}

export interface NewImport {
  name: string;
  description?: string;
  /** What `export` gave. */
  content: PartContent;
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

  /** Which features make rows score as they do; at most 100 rows. */
  explain(id: string, rows: PredictionRequest): Promise<Result<Explanation>> {
    return this.#caller.json(
      {
        operationId: 'detectors.explain',
        method: 'POST',
        path: '/detectors/{id}/explain',
        pathParams: { id },
        json: rows,
      },
      200,
      explanationSchema,
    );
  }

  /** Measures a version on a labelled dataset of up to 50,000 rows at once. */
  evaluate(id: string, evaluation: EvaluationRequest): Promise<Result<VersionEvaluation>> {
    return this.#caller.json(evaluationOf(id, evaluation), 200, versionEvaluationSchema);
  }

  /** Starts the evaluation on a dataset of more than 50,000 rows; the version has the figures when the job is done. */
  startEvaluation(id: string, evaluation: EvaluationRequest): Promise<Result<Job>> {
    return this.#caller.json(evaluationOf(id, evaluation), 202, jobSchema);
  }

  /** Puts a version in staging into production. */
  promote(id: string, version: number, options: ChangeOptions = {}): Promise<Result<DetectorVersion>> {
    return this.#caller.json(
      {
        operationId: 'detectors.promote',
        method: 'POST',
        path: '/detectors/{id}/versions/{version}/promote',
        pathParams: { id, version: String(version) },
        ...ifMatchHeader(options),
      },
      200,
      detectorVersionSchema,
    );
  }

  /** Takes a version out of production; gives the one that is in production again. */
  rollback(id: string, version: number, options: ChangeOptions = {}): Promise<Result<DetectorVersion>> {
    return this.#caller.json(
      {
        operationId: 'detectors.rollback',
        method: 'POST',
        path: '/detectors/{id}/versions/{version}/rollback',
        pathParams: { id, version: String(version) },
        ...ifMatchHeader(options),
      },
      200,
      detectorVersionSchema,
    );
  }

  /** Compares a dataset, or that of the latest detection, with the training data of a version. */
  drift(id: string, query: { datasetId?: string; version?: number } = {}): Promise<Result<Drift>> {
    return this.#caller.json(
      {
        operationId: 'detectors.drift',
        method: 'GET',
        path: '/detectors/{id}/drift',
        pathParams: { id },
        query: { ...query },
      },
      200,
      driftSchema,
    );
  }

  /** The file of a version, as text: its bytes count. */
  export(id: string, version: number): Promise<Result<string>> {
    return this.#caller.text(
      {
        operationId: 'detectors.export',
        method: 'GET',
        path: '/detectors/{id}/versions/{version}/export',
        pathParams: { id, version: String(version) },
      },
      'application/json',
    );
  }

  /** Makes a detector of an exported file; its version 1 is ready. */
  import(model: NewImport): Promise<Result<Detector>> {
    const { name, description, content } = model;
    return this.#caller.json(
      {
        operationId: 'detectors.import',
        method: 'POST',
        path: '/detectors/import',
        multipart: [
          { name: 'name', value: name },
          ...(description === undefined ? [] : [{ name: 'description', value: description }]),
          { name: 'file', filename: 'model.json', contentType: 'application/json', content },
        ],
      },
      201,
      detectorSchema,
    );
  }
}

function evaluationOf(id: string, evaluation: EvaluationRequest): OperationRequest {
  return {
    operationId: 'detectors.evaluate',
    method: 'POST',
    path: '/detectors/{id}/evaluate',
    pathParams: { id },
    json: evaluation,
  };
}
