import { credentialHeaders } from '../../api-clients/http/credential.ts';
import { bareRequest } from '../../contract/bare-request.ts';
import { loadContract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operations.ts';
import { type Actor, expect, type StaleCredential, test } from '../../fixtures/index.ts';
import { statusForTheEntitled } from './entitled-status.ts';

const contract = loadContract();
const forMembers = contract.operations.filter(({ id }) => contract.rule(id).access === 'member');
const forTheOperator = contract.operations.filter(({ id }) => contract.rule(id).access === 'operator');

test.use({ transport: 'undici' });

/** Tries each credential on the operation; an entitled caller goes last, since some operations end what they are called with. */
async function expectOnlyEntitled(
  operation: Operation,
  callers: { stale: readonly StaleCredential[]; anonymous: Actor; entitled: Actor },
): Promise<void> {
  const request = bareRequest(operation);
  for (const { flaw, credential, headers } of callers.stale) {
    const stranger = callers.anonymous.api.withHeaders({
      ...credentialHeaders(credential, request.method),
      ...headers,
    });
    const result = await stranger.call(request);
    expect.soft(result, flaw).toBeRefused(401);
    expect.soft(result.headers['www-authenticate'], flaw).toBe('Bearer');
  }
  const control = await callers.entitled.api.call(request);
  expect(control.status, `the same call by ${callers.entitled.name}`).toBe(statusForTheEntitled(operation));
}

test.describe('Credentials', { tag: ['@security', '@compliance'] }, () => {
  for (const operation of forMembers) {
    test(`${operation.id} takes no absent, broken, forged, expired or revoked credential`, async ({
      anonymous,
      staleCredentials,
      tenant,
    }) => {
      await expectOnlyEntitled(operation, { stale: staleCredentials, anonymous, entitled: tenant.owner });
    });
  }

  for (const operation of forTheOperator) {
    test(`${operation.id} takes no absent, broken, forged, expired or revoked credential`, async ({
      anonymous,
      operator,
      staleCredentials,
    }) => {
      await expectOnlyEntitled(operation, { stale: staleCredentials, anonymous, entitled: operator });
    });
  }
});
