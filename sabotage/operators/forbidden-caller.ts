import { verdict } from '../../contract/policy.ts';
import { withCredentials } from '../proxy/acquaintances.ts';
import type { Headers } from '../proxy/message.ts';
import type { Call } from './operator.ts';

/** Whether the policy bars the caller from the operation, whatever the object. */
export function isForbidden({ rule, caller }: Pick<Call, 'rule' | 'caller'>): boolean {
  return caller.kind !== 'unknown' && verdict(rule, caller) === 'forbidden';
}

/** Credentials of somebody of that tenant who may make the call; `null` where the proxy knows nobody. */
export function entitled(
  { rule, known }: Pick<Call, 'rule' | 'known'>,
  tenantId: string | null,
): Headers | null {
  if (rule.access === 'operator') return known.operator;
  if (rule.roles !== undefined && !rule.roles.includes('owner')) return null;
  return tenantId === null ? null : known.ownerOf(tenantId);
}

/** The call as somebody else makes it. */
export function as(call: Call, credentials: Headers): Call['request'] {
  return { ...call.request, headers: withCredentials(call.request.headers, credentials) };
}

/** The tenant whose things a call is about: that of the object in its path, else the caller's own, else the one made last. */
export function tenantOf({ request, caller, known }: Call): string | null {
  return known.tenantOfPath(request.url) ?? ('tenantId' in caller ? caller.tenantId : known.latestTenant);
}
