import { refuse, type BoundaryServer } from '../../boundary/server.ts';
import { predictRequest, type PredictRequest, type PredictResponse } from '../protocol.ts';
import type { WorkerPool } from '../worker/pool.ts';
import type { PredictResult } from '../worker/tasks.ts';
import { answering } from './refusals.ts';

/** `POST /predict`. */
export function addPredictionEndpoint(boundary: BoundaryServer, pool: WorkerPool, dataFolder: string): void {
  boundary.endpoint({
    method: 'POST',
    path: '/predict',
    body: predictRequest,
    async handle({ tenantId, body }) {
      const { width, values } = flatten(body);
      const { detectorId, version, columns } = body;
      const result = await answering(
        pool.run(
          { kind: 'predict', dataFolder, tenantId, detectorId, version, columns, width, values },
          { transfer: [values.buffer] },
        ),
      );
      return toResponse(body, result);
    },
  });
}

/** All rows in one array that is handed to the worker thread without copying; null becomes NaN. */
export function flatten({ rows, columns }: PredictRequest): {
  width: number;
  values: Float64Array<ArrayBuffer>;
} {
  const width = columns?.length ?? rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, r) => {
    if (row.length !== width) {
      throw refuse(422, 'invalid', `the row has ${row.length} values, not ${width}`, {
        pointer: `/rows/${r}`,
      });
    }
    row.forEach((value, c) => {
      values[r * width + c] = value ?? Number.NaN;
    });
  });
  return { width, values };
}

function toResponse({ detectorId, version }: PredictRequest, result: PredictResult): PredictResponse {
  const { threshold, raw, score } = result;
  const results = Array.from(score, (value, index): PredictResponse['results'][number] => ({
    index,
    score: value,
    rawScore: raw[index] ?? 0,
    label: value > threshold ? 1 : 0,
  }));
  const anomalyCount = results.reduce((sum, { label }) => sum + label, 0);
  return { detectorId, version, threshold, anomalyCount, results };
}
