import { z } from 'zod';
import type { BoundaryServer } from '../../boundary/server.ts';
import { detectionFolder } from '../../storage/index.ts';
import { discardDraft, draftFolder, moveIntoPlace } from '../files/draft.ts';
import {
  anomaliesQuery,
  detectRequest,
  plotQuery,
  type DetectRequest,
  type DetectResponse,
} from '../protocol.ts';
import { listAnomalies } from '../scoring/anomalies.ts';
import type { WorkerPool } from '../worker/pool.ts';
import { answering } from './refusals.ts';

/** Control waits 60 s; ending a little before leaves no work and no files behind for nobody. */
const DETECT_TIMEOUT_MS = 55_000;

const detectionParams = z.object({ id: z.uuid() });

/** `POST /detect`, `GET /detections/:id/anomalies` and `GET /detections/:id/plot`. */
export function addDetectionEndpoints(boundary: BoundaryServer, pool: WorkerPool, dataFolder: string): void {
  boundary.endpoint({
    method: 'POST',
    path: '/detect',
    body: detectRequest,
    handle: ({ tenantId, body }) => answering(detectNow(pool, dataFolder, tenantId, body)),
  });
  boundary.endpoint({
    method: 'GET',
    path: '/detections/:id/anomalies',
    params: detectionParams,
    query: anomaliesQuery,
    handle: ({ tenantId, params, query }) =>
      answering(listAnomalies({ dataFolder, tenantId }, params.id, query)),
  });
  boundary.endpoint({
    method: 'GET',
    path: '/detections/:id/plot',
    params: detectionParams,
    query: plotQuery,
    handle: ({ tenantId, params, query }) =>
      answering(pool.run({ kind: 'plot', dataFolder, tenantId, detectionId: params.id, query })),
  });
}

/** Scores while the caller waits. The score files are in place when it answers. */
async function detectNow(
  pool: WorkerPool,
  dataFolder: string,
  tenantId: string,
  request: DetectRequest,
): Promise<DetectResponse> {
  const draft = draftFolder(dataFolder, tenantId, request.detectionId);
  try {
    const result = await pool.run(
      { kind: 'detect', dataFolder, tenantId, draft, request },
      { signal: AbortSignal.timeout(DETECT_TIMEOUT_MS) },
    );
    await moveIntoPlace(draft, detectionFolder(dataFolder, tenantId, request.detectionId));
    return result;
  } catch (error) {
    await discardDraft(draft);
    throw error;
  }
}
