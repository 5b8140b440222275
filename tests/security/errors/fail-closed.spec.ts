import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { Credential } from '../../../api-clients/http/credential.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import { agreedContract, covers, dataOf, expect, test } from '../../../fixtures/index.ts';

const contract = agreedContract();
const guarded = contract.operations.filter(({ id }) => contract.rule(id).access !== 'anonymous');

const OWNER = {
  tenantName: 'Cut off',
  name: 'Cut Off',
  email: 'owner@cut-off.test',
  password: 'what nobody else would think of',
};

/** The statuses that bare calls of all guarded operations are answered with, and how many of each. */
async function statusesOf(api: ApiClient): Promise<Record<string, number>> {
  const results = await Promise.all(guarded.map((operation) => api.call(bareRequest(operation))));
  const counts: Record<string, number> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test.use({ transport: 'undici' });

test.describe('Without its database', { tag: ['@security', '@strains'] }, () => {
  test(
    'the platform lets nobody in, says that it cannot tell, and goes on by itself when the database is back',
    { annotation: covers('ERR-06') },
    async ({ ownPlatform }) => {
      const { database } = ownPlatform;
      const as = (credential: Credential) => ownPlatform.as(credential);
      const nobody = as({ kind: 'none' });
      const { tokens } = dataOf(await nobody.auth.register(OWNER), 201);
      const bearer: Credential = { kind: 'bearer', accessToken: tokens?.accessToken ?? '' };
      const key = dataOf(await as(bearer).apiKeys.create({ name: 'Reader', scopes: ['read'] }), 201);
      const keyed: Credential = { kind: 'apiKey', key: key.secret };
      // Positive control, and what a cache of rights would remember.
      expect(await as(bearer).algorithms.list()).toSucceed(200);
      expect(await as(keyed).algorithms.list()).toSucceed(200);

      await database.cut();

      expect(await statusesOf(as(bearer))).toEqual({ 503: guarded.length });
      expect(await statusesOf(as(keyed))).toEqual({ 503: guarded.length });
      expect(await statusesOf(nobody)).toEqual({ 401: guarded.length });
      expect(await statusesOf(as({ kind: 'bearer', accessToken: 'e30.e30.e30' }))).toEqual({
        401: guarded.length,
      });
      expect(await nobody.auth.login({ email: OWNER.email, password: OWNER.password })).toBeRefused(503);
      expect(await nobody.system.live()).toSucceed(200);

      await database.mend();

      await expect.poll(async () => (await as(bearer).algorithms.list()).status).toBe(200);
      expect(dataOf(await as(bearer).tenant.get(), 200).name).toBe(OWNER.tenantName);
      expect(await as(keyed).datasets.list()).toSucceed(200);
      expect(await as(keyed).members.list()).toBeRefused(403);
      expect(await nobody.auth.login({ email: OWNER.email, password: OWNER.password })).toSucceed(200);
      expect(await nobody.system.ready()).toSucceed(200);
    },
  );
});
