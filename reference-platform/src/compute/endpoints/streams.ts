import type { BoundaryServer } from '../../boundary/server.ts';
import { streamScoresRequest } from '../streams/protocol.ts';
import type { WorkerPool } from '../worker/pool.ts';
import { answering } from './refusals.ts';

/** Control waits 2 s; ending a little before leaves no work behind for nobody. */
const CALL_TIMEOUT_MS = 1_900;

/** `POST /stream-scores`. */
export function addStreamEndpoint(boundary: BoundaryServer, pool: WorkerPool, dataFolder: string): void {
  boundary.endpoint({
    method: 'POST',
    path: '/stream-scores',
    body: streamScoresRequest,
    handle: ({ tenantId, body }) =>
      answering(
        pool.run(
          { kind: 'streamScores', dataFolder, tenantId, request: body },
          { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) },
        ),
      ),
  });
}
