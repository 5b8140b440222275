import type { OperationRequest } from '../api-clients/http/transport.ts';
import type { Operation } from './operations.ts';

/** A well-formed id (UUID version 7) that no platform has given out. */
export const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

/**
 * A call of an operation with nothing but its path: no query, no body. `{id}` is `id`, every other brace is 1.
 * Callers who may not make it learn that before any missing body is looked at.
 */
export function bareRequest(operation: Operation, id: string = UNKNOWN_ID): OperationRequest {
  const pathParams = Object.fromEntries(
    operation.pathParameters.map((name) => [name, name === 'id' ? id : '1']),
  );
  return { operationId: operation.id, method: operation.method, path: operation.path, pathParams };
}
