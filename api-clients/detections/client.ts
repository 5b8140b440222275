import { z } from 'zod';
import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { OperationRequest } from '../http/transport.ts';
import type { Result } from '../http/result.ts';
import { type Job, jobSchema } from '../jobs/schemas.ts';
import {
  type Anomaly,
  anomalySchema,
  type Detection,
  detectionSchema,
  type Plot,
  plotSchema,
} from './schemas.ts';

const detectionPageSchema = pageSchema(detectionSchema);
const startedBatchSchema = z.strictObject({ jobs: z.array(jobSchema) });
const anomalyPageSchema = pageSchema(anomalySchema);

export interface NewDetection {
  detectorId: string;
  datasetId: string;
  version?: number;
}

/** Up to ten detectors on up to ten datasets, or up to twenty pairs. */
export type DetectionBatch =
  { detectorIds: string[]; datasetIds: string[] } | { pairs: { detectorId: string; datasetId: string }[] };

/** Scored datasets and the anomalies found in them. */
export class DetectionsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Scores a dataset of up to 50,000 rows at once. */
  create(detection: NewDetection): Promise<Result<Detection>> {
    return this.#caller.json(creation(detection), 201, detectionSchema);
  }

  /** Starts the scoring of a dataset of more than 50,000 rows; the job's result names the detection. */
  start(detection: NewDetection): Promise<Result<Job>> {
    return this.#caller.json(creation(detection), 202, jobSchema);
  }

  /** Starts a job for each pair: each detector on each dataset, or the pairs named. All are started, or none. */
  batch(batch: DetectionBatch): Promise<Result<{ jobs: Job[] }>> {
    return this.#caller.json(
      { operationId: 'detections.batch', method: 'POST', path: '/detections/batch', json: batch },
      202,
      startedBatchSchema,
    );
  }

  list(
    query: PageQuery & { detectorId?: string; datasetId?: string } = {},
  ): Promise<Result<Page<Detection>>> {
    return this.#caller.json(
      { operationId: 'detections.list', method: 'GET', path: '/detections', query: { ...query } },
      200,
      detectionPageSchema,
    );
  }

  get(id: string): Promise<Result<Detection>> {
    return this.#caller.json(
      { operationId: 'detections.get', method: 'GET', path: '/detections/{id}', pathParams: { id } },
      200,
      detectionSchema,
    );
  }

  anomalies(id: string, query: PageQuery = {}): Promise<Result<Page<Anomaly>>> {
    return this.#caller.json(
      {
        operationId: 'detections.anomalies',
        method: 'GET',
        path: '/detections/{id}/anomalies',
        pathParams: { id },
        query: { ...query },
      },
      200,
      anomalyPageSchema,
    );
  }

  plot(id: string, query: { x: string; y: string; points?: number }): Promise<Result<Plot>> {
    return this.#caller.json(
      {
        operationId: 'detections.plot',
        method: 'GET',
        path: '/detections/{id}/plot',
        pathParams: { id },
        query: { ...query },
      },
      200,
      plotSchema,
    );
  }
}

function creation(detection: NewDetection): OperationRequest {
  return { operationId: 'detections.create', method: 'POST', path: '/detections', json: detection };
}
