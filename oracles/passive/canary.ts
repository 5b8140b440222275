import { canariesIn } from '../../targets/names.ts';
import type { PassiveOracle } from './oracle.ts';

/** Answers that hold a tenant's data though the caller had no identity yet: they are what makes the identity. */
const IDENTIFYING = new Set(['auth.register', 'auth.login', 'auth.refresh']);

/** No canary of another tenant in body or headers. What the caller sent itself and gets back is no leak. */
export const canaryOracle: PassiveOracle = ({ exchange, caller, operation }) => {
  if (caller.seesAllTenants) return [];
  if (caller.canary === null && IDENTIFYING.has(operation?.id ?? exchange.operationId)) return [];
  const sent = new Set(canariesIn(`${exchange.url}\n${exchange.requestBody ?? ''}`));
  const answer = `${exchange.bodyText}\n${JSON.stringify(exchange.responseHeaders)}\n${exchange.setCookies.join('\n')}`;
  return canariesIn(answer)
    .filter((canary) => canary !== caller.canary && !sent.has(canary))
    .map((canary) => `shows ${canary}, the canary of another tenant, to ${caller.name}`);
};
