import type { CreatedBy } from '../../compute/protocol.ts';
import type { Principal } from '../../http/principal.ts';

/** The caller as `createdBy` shows them. Operators belong to no tenant and make nothing there. */
export function creatorOf(principal: Principal): CreatedBy {
  if (principal.kind === 'operator') throw new Error('an operator cannot create anything in a tenant');
  return { kind: principal.kind, id: principal.id, name: principal.name };
}
