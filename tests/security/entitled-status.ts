import type { Operation } from '../../contract/operations.ts';

/** What an entitled caller gets for a bare call, where it is neither a read nor about an object that does not exist. */
const BARE_CHANGES: Record<string, number> = {
  'auth.updateMe': 422,
  'auth.logout': 204,
  'auth.logoutAll': 204,
  'auth.changePassword': 422,
  'auth.enrolMfa': 201,
  'auth.verifyMfa': 422,
  'auth.disableMfa': 409,
  'tenant.update': 422,
  'tenant.remove': 204,
  'members.create': 422,
  'apiKeys.create': 422,
  'operator.createTenant': 422,
  'datasets.create': 415,
  'detectors.create': 422,
  'detections.create': 422,
};

/**
 * Status of a call without query or body by somebody who may make it: the positive control that shows that the denials
 * beside it come from the credential. Throws for an operation that nobody has thought about yet.
 */
export function statusForTheEntitled(operation: Operation): number {
  if (operation.pathParameters.length > 0) return 404;
  if (operation.method === 'GET') return 200;
  const status = BARE_CHANGES[operation.id];
  if (status === undefined)
    throw new Error(`say in entitled-status.ts what a bare call of ${operation.id} gives`);
  return status;
}
