import type { BoundaryServer } from '../../boundary/server.ts';
import { profileRequest, validateRequest } from '../protocol.ts';
import type { WorkerPool } from '../worker/pool.ts';
import { answering } from './refusals.ts';

/** `POST /profile` and `POST /validate`. */
export function addDatasetEndpoints(boundary: BoundaryServer, pool: WorkerPool, dataFolder: string): void {
  boundary.endpoint({
    method: 'POST',
    path: '/profile',
    body: profileRequest,
    handle: ({ tenantId, body }) =>
      answering(pool.run({ kind: 'profile', dataFolder, tenantId, request: body })),
  });
  boundary.endpoint({
    method: 'POST',
    path: '/validate',
    body: validateRequest,
    handle: ({ tenantId, body }) =>
      answering(pool.run({ kind: 'validate', dataFolder, tenantId, request: body })),
  });
}
