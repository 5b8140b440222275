import { join } from 'node:path';
import type { BoundaryServer } from '../../boundary/server.ts';
import { modelFile, uploadedModelFile } from '../../storage/index.ts';
import { discardDraft, draftFolder, moveIntoPlace } from '../files/draft.ts';
import {
  driftRequest,
  evaluateRequest,
  importRequest,
  type ImportRequest,
  type ImportResponse,
} from '../lifecycle/protocol.ts';
import type { WorkerPool } from '../worker/pool.ts';
import { MODEL_DRAFT } from '../worker/tasks.ts';
import { answering } from './refusals.ts';

/** Control waits 60 s; ending a little before leaves no work behind for nobody. */
const CALL_TIMEOUT_MS = 55_000;
/** A model from outside may be made to be slow: its check is ended with its thread. */
const IMPORT_TIMEOUT_MS = 20_000;

/** `POST /evaluate`, `POST /drift` and `POST /models/import`. */
export function addLifecycleEndpoints(boundary: BoundaryServer, pool: WorkerPool, dataFolder: string): void {
  boundary.endpoint({
    method: 'POST',
    path: '/evaluate',
    body: evaluateRequest,
    handle: ({ tenantId, body }) =>
      answering(
        pool.run(
          { kind: 'evaluate', dataFolder, tenantId, request: body },
          { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) },
        ),
      ),
  });
  boundary.endpoint({
    method: 'POST',
    path: '/drift',
    body: driftRequest,
    handle: ({ tenantId, body }) =>
      answering(
        pool.run(
          { kind: 'drift', dataFolder, tenantId, request: body },
          { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) },
        ),
      ),
  });
  boundary.endpoint({
    method: 'POST',
    path: '/models/import',
    body: importRequest,
    handle: ({ tenantId, body }) => answering(importNow(pool, dataFolder, tenantId, body)),
  });
}

/** The model is in place as version 1 of the detector when it answers. */
async function importNow(
  pool: WorkerPool,
  dataFolder: string,
  tenantId: string,
  { uploadId, detectorId }: ImportRequest,
): Promise<ImportResponse> {
  const draft = draftFolder(dataFolder, tenantId, uploadId);
  try {
    const source = uploadedModelFile(dataFolder, tenantId, uploadId);
    const imported = await pool.run(
      { kind: 'import', dataFolder, tenantId, source, draft },
      { signal: AbortSignal.timeout(IMPORT_TIMEOUT_MS) },
    );
    await moveIntoPlace(join(draft, MODEL_DRAFT), modelFile(dataFolder, tenantId, detectorId, 1));
    return imported;
  } finally {
    await discardDraft(draft);
  }
}
