import { credentialHeaders } from '../../api-clients/http/credential.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('Several credentials at once', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test(
    'a bad access token is not passed over for a good API key',
    { annotation: covers({ check: 'AUTHN-02', asvs: ['V9.1.1'] }) },
    async ({ anonymous, tenant }) => {
      const key = credentialHeaders((await tenant.apiKey(['read'])).credential, 'GET');

      const both = await anonymous.api
        .withHeaders({ ...key, authorization: 'Bearer nobody' })
        .datasets.list();

      expect(both).toBeRefused(401);
      expect(await anonymous.api.withHeaders(key).datasets.list()).toSucceed(200);
    },
  );

  test(
    'a bad API key is not passed over for a good session cookie',
    { annotation: covers({ check: 'AUTHN-02', asvs: ['V9.1.1'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer', { credential: 'cookie' });
      const cookie = credentialHeaders(viewer.credential, 'GET');

      const both = await anonymous.api.withHeaders({ ...cookie, 'x-api-key': 'ak_nobody' }).datasets.list();

      expect(both).toBeRefused(401);
      expect(await anonymous.api.withHeaders(cookie).datasets.list()).toSucceed(200);
    },
  );

  test(
    'of two good credentials the access token decides who is calling',
    { annotation: covers({ check: 'AUTHN-02', asvs: [] }) },
    async ({ tenant }) => {
      const viewer = await tenant.actor('viewer');
      const key = credentialHeaders((await tenant.apiKey(['write'])).credential, 'GET');

      const who = await viewer.api.withHeaders(key).auth.me();

      expect(dataOf(who, 200).user?.id).toBe(viewer.id);
    },
  );
});
