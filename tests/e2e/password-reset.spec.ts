import { expect, resetLinkIn, test } from '../../fixtures/index.ts';

const NEW_PASSWORD = 'a fresh pass phrase';

test.describe('Forgotten password', { tag: '@e2e' }, () => {
  // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
  test.skip(
    ({ target }) => target.mailFolder === null,
    'the target’s mails cannot be read: MAIL_FOLDER is not set',
  );

  test('a member who forgot the password comes back in by mail, and the link is good for once', async ({
    mailbox,
    openSignedOut,
    tenant,
  }) => {
    const { email } = await tenant.actor('viewer');
    const { page, alert, forgotPassword, heading, login, notifications, resetPassword } =
      await openSignedOut(tenant);
    await login.goto();

    await login.forgotPasswordLink.click();
    await forgotPassword.askFor(email);

    await expect(forgotPassword.answer).toContainText(`If there is an account for ${email}`);
    const [mail] = await mailbox.arrived(email, 1);
    const link = resetLinkIn(mail).url;

    await resetPassword.open(link);

    await expect(heading).toHaveText('Choose a new password');
    await expect(page).toHaveURL('/reset-password');

    await resetPassword.choose('too short');

    await expect(resetPassword.password).toHaveAccessibleDescription(/Enter at least 12 characters\./);
    await expect(resetPassword.password).toBeFocused();

    await resetPassword.choose(NEW_PASSWORD);

    await expect(page).toHaveURL('/login');
    await expect(notifications).toContainText('Password changed. Sign in with the new one.');

    await login.signIn({ email, password: NEW_PASSWORD });

    await expect(heading).toHaveText('Overview');

    await resetPassword.open(link);
    await resetPassword.choose('another pass phrase');

    await expect(alert).toContainText('This link does not work any more');
    await resetPassword.newLink.click();
    await expect(heading).toHaveText('Forgot your password?');
  });
});
