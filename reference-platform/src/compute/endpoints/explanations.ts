import type { BoundaryServer } from '../../boundary/server.ts';
import { explainRequest } from '../protocol.ts';
import type { WorkerPool } from '../worker/pool.ts';
import { flatten } from './predictions.ts';
import { answering } from './refusals.ts';

/** `POST /explain`. */
export function addExplanationEndpoint(boundary: BoundaryServer, pool: WorkerPool, dataFolder: string): void {
  boundary.endpoint({
    method: 'POST',
    path: '/explain',
    body: explainRequest,
    handle({ tenantId, body }) {
      const { width, values } = flatten(body);
      const { detectorId, version, columns } = body;
      return answering(
        pool.run({ kind: 'explain', dataFolder, tenantId, detectorId, version, columns, width, values }),
      );
    },
  });
}
