import { covers, dataOf, expect, resetLinkIn, test } from '../../../fixtures/index.ts';

/** What a proxy in front could say of a request, said by a caller. */
const FORGED = {
  'x-forwarded-host': 'evil.test',
  'x-forwarded-proto': 'https',
  'x-forwarded-prefix': '/evil',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-port': '444',
  'x-real-ip': '203.0.113.7',
  'x-host': 'evil.test',
  forwarded: 'for=203.0.113.7;host=evil.test;proto=https',
} as const;

/** What a proxy behind which nobody signs in could say of a caller or an address, said by a caller. */
const IDENTITY = [
  'x-user-id',
  'x-user',
  'x-user-email',
  'x-remote-user',
  'x-authenticated-user',
  'x-forwarded-user',
];
const ADDRESSES = ['x-original-url', 'x-rewrite-url', 'x-original-uri', 'x-override-url', 'x-forwarded-uri'];

test.describe(
  'Headers that a proxy would set',
  { tag: ['@security', '@compliance'], annotation: covers('HDR-11') },
  () => {
    test.use({ transport: 'undici' });

    test('a forged host stands in no Location, cookie or body', async ({ tenant, anonymous, target }) => {
      const host = 'evil.test';
      const { email, password } = tenant.owner;
      const owner = tenant.owner.api.withHeaders({ ...FORGED, host });
      const stranger = anonymous.api.withHeaders({ ...FORGED, host });

      const created = await owner.detectors.create({
        name: 'Made by way of evil.test'.slice(0, 4),
        algorithm: 'robust_zscore',
      });
      const login = await stranger.auth.login({ email, password, transport: 'cookie' });
      const missing = await stranger.call({ operationId: 'none', method: 'GET', path: '/nothing-here' });

      expect(created.headers['location']).toBe(`/api/v1/detectors/${dataOf(created, 201).id}`);
      expect(login.exchange.setCookies.join()).not.toMatch(/evil|domain/i);
      expect(/;\s*secure/i.test(login.exchange.setCookies.join())).toBe(target.url.startsWith('https:'));
      expect(missing).toBeRefused(404);
      const answers = [created, login, missing].map(
        ({ exchange, headers }) => exchange.bodyText + JSON.stringify(headers),
      );
      expect(answers.filter((text) => text.includes(host))).toEqual([]);
    });

    test('a request to the address of another host is answered as one to this', async ({ wire }) => {
      const { answers } = await wire.send(
        `GET http://evil.test/api/v1/nothing-here HTTP/1.1\r\nHost: ${wire.host}\r\n\r\n`,
        { answers: 1 },
      );

      expect(answers.map(({ status }) => status)).toEqual([404]);
      expect(answers.map(({ body }) => body).join()).not.toContain('evil.test');
    });

    test('nobody becomes somebody else by a header', async ({ world, anonymous }) => {
      const viewer = await world.alpha.actor('viewer');
      const owner = await world.alpha.actor('owner');

      for (const name of IDENTITY) {
        for (const value of [owner.id, owner.email]) {
          const forged = { [name]: value, 'x-role': 'owner', 'x-tenant-id': world.beta.id };
          const me = dataOf(await viewer.api.withHeaders(forged).auth.me(), 200);

          expect.soft(await anonymous.api.withHeaders(forged).tenant.get(), name).toBeRefused(401);
          expect.soft(await viewer.api.withHeaders(forged).apiKeys.list(), name).toBeRefused(403);
          expect.soft([me.user?.id, me.tenant?.id], name).toEqual([viewer.id, world.alpha.id]);
        }
      }
    });

    test('no header leads a call to another address', async ({ anonymous }) => {
      for (const name of ADDRESSES) {
        const open = await anonymous.api.withHeaders({ [name]: '/api/v1/tenant' }).system.live();
        const closed = await anonymous.api.withHeaders({ [name]: '/api/v1/health/live' }).tenant.get();

        expect.soft(dataOf(open, 200), name).toEqual({ status: 'ok' });
        expect.soft(closed, name).toBeRefused(401);
      }
    });

    test('the audit log names who called, and takes nothing from a header', async ({ tenant }) => {
      const { api } = tenant.owner;
      dataOf(
        await api
          .withHeaders({ ...FORGED, 'x-request-id': 'forged-request' })
          .tenant.update({ name: 'Renamed' }),
        200,
      );

      const exported = dataOf(await api.audit.export(), 200);

      expect(exported).toContain('tenant.update');
      expect(exported).not.toMatch(/evil\.test|203\.0\.113\.7|forged-request/);
    });
  },
);

test.describe('Links in mails', { tag: '@security', annotation: covers('HDR-11') }, () => {
  // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
  test.skip(
    ({ target }) => target.mailFolder === null,
    'the target’s mails cannot be read: MAIL_FOLDER is not set',
  );

  test('lead to the target, whatever host the request named', async ({
    tenant,
    anonymous,
    mailbox,
    target,
  }) => {
    const { email } = await tenant.actor('viewer');
    const forged = anonymous.api.withHeaders({ ...FORGED, host: 'evil.test', origin: 'https://evil.test' });

    dataOf(await forged.auth.requestPasswordReset(email), 204);

    const { url } = resetLinkIn((await mailbox.arrived(email, 1)).at(0));
    expect(url.origin).toBe(new URL(target.url).origin);
  });
});
