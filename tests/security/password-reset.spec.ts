import { notificationChannel } from '../../api-clients/notifications/channel.ts';
import { covers, dataOf, expect, resetLinkIn, test } from '../../fixtures/index.ts';

test.describe('Links that reset a password', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });
  // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
  test.skip(
    ({ target }) => target.mailFolder === null,
    'the target’s mails cannot be read: MAIL_FOLDER is not set',
  );

  test(
    'lead to the platform, whatever host a request claims',
    { annotation: covers({ check: 'AUTHN-14', asvs: ['V4.1.3'] }, { check: 'HDR-11', asvs: ['V4.1.3'] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const { email } = await tenant.actor('viewer');
      const elsewhere = {
        host: 'elsewhere.test',
        'x-forwarded-host': 'elsewhere.test',
        forwarded: 'host=elsewhere.test;proto=https',
        origin: 'https://elsewhere.test',
        referer: 'https://elsewhere.test/',
      };

      expect(await anonymous.api.auth.requestPasswordReset(email)).toSucceed(204);
      expect(await anonymous.api.withHeaders(elsewhere).auth.requestPasswordReset(email)).toSucceed(204);

      const links = (await mailbox.arrived(email, 2)).map((mail) => resetLinkIn(mail));
      const addresses = links.map(({ url }) => `${url.origin}${url.pathname}${url.search}`);
      expect(addresses[1]).toBe(addresses[0]);
      expect(addresses[0]).toMatch(/\/reset-password$/);
    },
  );

  test(
    'have a token of at least 256 random bits, each another',
    { annotation: covers({ check: 'SESS-08', asvs: ['V11.5.1'] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const people = await Promise.all(
        (['viewer', 'auditor', 'sales'] as const).map((role) => tenant.actor(role)),
      );
      for (const { email } of people) dataOf(await anonymous.api.auth.requestPasswordReset(email), 204);

      const mails = await Promise.all(people.map(({ email }) => mailbox.arrived(email, 1)));

      const tokens = mails.flat().map((mail) => resetLinkIn(mail).token);
      expect(tokens.map((token) => /^[\w-]{43,}$/.test(token))).toEqual([true, true, true]);
      const starts = new Set(tokens.map((token) => token.slice(0, 6)));
      expect(starts.size).toBe(3);
    },
  );

  test(
    'have a token that opens nothing else, and no other secret stands in for it',
    { annotation: covers({ check: 'AUTHN-14', asvs: [] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
      const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path: notificationChannel.path }), 200);
      const key = await tenant.apiKey(['read']);
      dataOf(await anonymous.api.auth.requestPasswordReset(email), 204);
      const [mail] = await mailbox.arrived(email, 1);
      const { token } = resetLinkIn(mail);
      const choose = (secret: string | undefined) =>
        anonymous.api.auth.resetPassword({ token: secret ?? '-', password: 'a fresh pass phrase' });

      const bearer = anonymous.api.withHeaders({ authorization: `Bearer ${token}` });
      expect(await bearer.auth.me()).toBeRefused(401);
      expect(await anonymous.api.withHeaders({ 'x-api-key': token }).auth.me()).toBeRefused(401);
      expect(await anonymous.api.auth.refresh(token)).toBeRefused(401);
      expect(await viewer.live.refusal(notificationChannel, { ticket: token })).toBeRefused(401);
      expect(await choose(tokens?.refreshToken)).toBeRefused(401);
      expect(await choose(ticket)).toBeRefused(401);
      expect(await choose(key.credential.kind === 'apiKey' ? key.credential.key : undefined)).toBeRefused(
        401,
      );

      expect(await choose(token)).toSucceed(204);
    },
  );
});
