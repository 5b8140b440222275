import type { Operation } from '../../contract/operations.ts';

/** What an entitled caller gets for a bare change that takes no body. */
const BARE_CHANGES: Record<string, number> = {
  'auth.logout': 204,
  'auth.logoutAll': 204,
  'tenant.remove': 204,
  'notifications.readAll': 200,
};

/**
 * Status of a call without query or body by somebody who may make it: the positive control that shows that the denials
 * beside it come from the credential. Throws for an operation that nobody has thought about yet.
 */
export function statusForTheEntitled(operation: Operation): number {
  if (operation.pathParameters.length > 0) return 404;
  if (operation.method === 'GET') return 200;
  if (operation.requestBody.has('application/json')) return 422;
  if (operation.requestBody.size > 0) return 415;
  const status = BARE_CHANGES[operation.id];
  if (status === undefined)
    throw new Error(`say in entitled-status.ts what a bare call of ${operation.id} gives`);
  return status;
}
