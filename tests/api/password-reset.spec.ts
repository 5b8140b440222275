import { notificationChannel } from '../../api-clients/notifications/channel.ts';
import { covers, type Actor, dataOf, expect, type Mailbox, resetLinkIn, test } from '../../fixtures/index.ts';
import { totp } from '../../test-data/totp.ts';

const NEW_PASSWORD = 'a fresh pass phrase';

/** Asks for a link for `email` and gives its token; `nth` counts the mails to this address. */
async function tokenFor(
  { anonymous, mailbox }: { anonymous: Actor; mailbox: Mailbox },
  email: string,
  nth = 1,
): Promise<string> {
  dataOf(await anonymous.api.auth.requestPasswordReset(email), 204);
  return resetLinkIn((await mailbox.arrived(email, nth)).at(-1)).token;
}

test.describe('Password reset by mail', { tag: '@integration' }, () => {
  // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
  test.skip(
    ({ target }) => target.mailFolder === null,
    'the target’s mails cannot be read: MAIL_FOLDER is not set',
  );

  test(
    'a mailed link sets a new password, once',
    { annotation: covers({ check: 'AUTHN-14', asvs: ['V6.4.1'] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const { email, password } = await tenant.actor('viewer');
      const token = await tokenFor({ anonymous, mailbox }, email);

      expect(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD })).toSucceed(204);

      const again = await anonymous.api.auth.resetPassword({ token, password: 'another pass phrase' });
      expect(again).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password: NEW_PASSWORD })).toSucceed(200);
      expect(await anonymous.api.auth.login({ email, password: 'another pass phrase' })).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
    },
  );

  test('a reset leaves everybody else’s password and sessions alone', async ({
    anonymous,
    mailbox,
    tenant,
  }) => {
    const { email } = await tenant.actor('viewer');
    const colleague = await tenant.actor('auditor');
    const token = await tokenFor({ anonymous, mailbox }, email);

    expect(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD })).toSucceed(204);

    expect(await colleague.api.auth.me()).toSucceed(200);
    const { email: theirs, password } = colleague;
    expect(await anonymous.api.auth.login({ email: theirs, password })).toSucceed(200);
    expect(await anonymous.api.auth.login({ email: theirs, password: NEW_PASSWORD })).toBeRefused(401);
  });

  test(
    'a newer link takes the place of the older one',
    { annotation: covers({ check: 'AUTHN-14', asvs: ['V6.4.1'] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const { email } = await tenant.actor('viewer');
      const older = await tokenFor({ anonymous, mailbox }, email);
      const newer = await tokenFor({ anonymous, mailbox }, email, 2);

      expect(await anonymous.api.auth.resetPassword({ token: older, password: NEW_PASSWORD })).toBeRefused(
        401,
      );
      expect(await anonymous.api.auth.resetPassword({ token: newer, password: NEW_PASSWORD })).toSucceed(204);
    },
  );

  test('a link that never was is refused like one that was used', async ({ anonymous, mailbox, tenant }) => {
    const { email } = await tenant.actor('viewer');
    const token = await tokenFor({ anonymous, mailbox }, email);
    dataOf(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD }), 204);

    const used = await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD });
    const unknown = await anonymous.api.auth.resetPassword({
      token: token.toLowerCase(),
      password: NEW_PASSWORD,
    });

    expect(used).toBeRefused(401);
    expect(unknown).toBeRefused(401);
    const said = ({ exchange }: typeof used) => exchange.bodyText.replace(/"traceId":"\w+"/, '');
    expect(said(unknown)).toBe(said(used));
  });

  test('a reset ends every session of the user: tokens, cookie and open WebSocket', async ({
    anonymous,
    mailbox,
    tenant,
  }) => {
    const viewer = await tenant.actor('viewer');
    const browser = await tenant.actor('viewer', { credential: 'cookie' });
    const { email, password } = viewer;
    const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
    const live = await viewer.live.open(notificationChannel);
    expect((await live.next()).type).toBe('hello');
    const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path: notificationChannel.path }), 200);
    const token = await tokenFor({ anonymous, mailbox }, email);
    expect(await viewer.api.auth.me()).toSucceed(200);
    expect(await browser.api.auth.me()).toSucceed(200);

    expect(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD })).toSucceed(204);

    expect(await viewer.api.auth.me()).toBeRefused(401);
    expect(await browser.api.auth.me()).toBeRefused(401);
    expect(await anonymous.api.auth.refresh(tokens?.refreshToken ?? '')).toBeRefused(401);
    expect((await live.closing).code).toBe(4401);
    expect(await viewer.live.refusal(notificationChannel, { ticket })).toBeRefused(401);
  });

  test('a reset opens a locked account', { tag: '@strains' }, async ({ anonymous, mailbox, tenant }) => {
    const { email, password } = await tenant.actor('viewer');
    for (let failures = 0; failures < 5; failures += 1)
      await anonymous.api.auth.login({ email, password: 'not the password' });
    expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
    const token = await tokenFor({ anonymous, mailbox }, email);

    expect(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD })).toSucceed(204);

    expect(await anonymous.api.auth.login({ email, password: NEW_PASSWORD })).toSucceed(200);
  });

  test(
    'a reset leaves the second factor on',
    { annotation: covers({ check: 'AUTHN-14', asvs: ['V6.4.3'] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const { api, email, password } = await tenant.actor('viewer');
      const { secret } = dataOf(await api.auth.enrolMfa({ currentPassword: password }), 201);
      dataOf(await api.auth.verifyMfa(totp(secret, Date.now())), 204);
      // The first mail tells of the second factor.
      const token = await tokenFor({ anonymous, mailbox }, email, 2);

      expect(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD })).toSucceed(204);

      const login = { email, password: NEW_PASSWORD };
      expect(await anonymous.api.auth.login(login)).toBeRefused(401);
      // The next step's code: the one that proved the enrolment is used.
      const code = totp(secret, Date.now() + 30_000);
      expect(await anonymous.api.auth.login({ ...login, totp: code })).toSucceed(200);
    },
  );

  test('a password of 11 characters is refused at its field, and the link still works', async ({
    anonymous,
    mailbox,
    tenant,
  }) => {
    const { email } = await tenant.actor('viewer');
    const token = await tokenFor({ anonymous, mailbox }, email);

    const short = await anonymous.api.auth.resetPassword({ token, password: 'eleven-char' });

    expect(short).toBeRefused(422, { pointer: '/password' });
    expect(await anonymous.api.auth.resetPassword({ token, password: NEW_PASSWORD })).toSucceed(204);
  });

  test(
    'an address that nobody has is answered like one that somebody has, and gets no mail',
    { annotation: covers('AUTHN-10') },
    async ({ anonymous, mailbox, tenant }) => {
      const { email } = await tenant.actor('viewer');

      const unknown = await anonymous.api.auth.requestPasswordReset(`nobody.${email}`);
      const known = await anonymous.api.auth.requestPasswordReset(email);

      expect(unknown).toSucceed(204);
      expect(known).toSucceed(204);
      const named = ({ headers }: typeof known) => Object.keys(headers).sort();
      expect(named(unknown)).toEqual(named(known));
      expect(unknown.exchange.bodyText).toBe(known.exchange.bodyText);
      // Mails go out in order: the one that was asked for later is there.
      expect(await mailbox.arrived(email, 1)).toHaveLength(1);
      expect(await mailbox.mailsTo(`nobody.${email}`)).toEqual([]);
    },
  );

  test('what is no address is refused at its field', async ({ anonymous }) => {
    expect(await anonymous.api.auth.requestPasswordReset('nobody')).toBeRefused(422, { pointer: '/email' });
  });

  test(
    'a mailbox gets three links at most, and asking more often voids none',
    { annotation: covers('RES-08') },
    async ({ anonymous, mailbox, tenant }) => {
      const { email } = await tenant.actor('viewer');
      await tokenFor({ anonymous, mailbox }, email);
      await tokenFor({ anonymous, mailbox }, email, 2);
      const last = await tokenFor({ anonymous, mailbox }, email, 3);

      const more = await Promise.all([1, 2, 3].map(() => anonymous.api.auth.requestPasswordReset(email)));

      expect(more.map(({ status }) => status)).toEqual([204, 204, 204]);
      expect(await anonymous.api.auth.resetPassword({ token: last, password: NEW_PASSWORD })).toSucceed(204);
      // The notice of the change went out after anything that those three caused.
      const mails = await mailbox.arrived(email, 4);
      expect(mails.map(({ subject }) => subject)).toEqual([
        ...Array.from({ length: 3 }, () => 'Choose a new password for Assay'),
        'Your Assay password was changed',
      ]);
      expect(await mailbox.mailsTo(email)).toHaveLength(4);
    },
  );

  test(
    'a password that is changed while signed in is told by mail, and voids an older link',
    { annotation: covers({ check: 'AUTHN-13', asvs: ['V6.3.7'] }) },
    async ({ anonymous, mailbox, tenant }) => {
      const { api, email, password } = await tenant.actor('viewer');
      const token = await tokenFor({ anonymous, mailbox }, email);

      expect(
        await api.auth.changePassword({ currentPassword: password, newPassword: NEW_PASSWORD }),
      ).toSucceed(204);

      const [, notice] = await mailbox.arrived(email, 2);
      expect(notice?.subject).toBe('Your Assay password was changed');
      expect(await anonymous.api.auth.resetPassword({ token, password: 'another pass phrase' })).toBeRefused(
        401,
      );
      expect(await anonymous.api.auth.login({ email, password: NEW_PASSWORD })).toSucceed(200);
    },
  );
});
