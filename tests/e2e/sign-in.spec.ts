import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { totp, wrongCode } from '../../test-data/totp.ts';

test.describe('Signing in', { tag: '@e2e' }, () => {
  test(
    'a member signs in, sees who they are, and signs out for good',
    { annotation: covers('SESS-02') },
    async ({ tenant, openSignedOut }) => {
      const viewer = await tenant.actor('viewer');
      const { page, heading, login, navigation } = await openSignedOut(tenant);

      await login.goto();
      await login.signIn(viewer);

      await expect(heading).toHaveText('Overview');
      await expect(page).toHaveURL('/');
      await expect(navigation.root.getByText('Viewer', { exact: true })).toBeVisible();

      await navigation.signOut();

      await expect(page).toHaveURL('/login');
      await page.goto('/datasets');
      await expect(page).toHaveURL('/login?return=%2Fdatasets');
      await expect(heading).toHaveText('Sign in');
    },
  );

  test('a wrong password is told and the field is kept for another try', async ({
    tenant,
    openSignedOut,
  }) => {
    const viewer = await tenant.actor('viewer');
    const { page, alert, heading, login } = await openSignedOut(tenant);
    await login.goto();

    await login.signIn({ email: viewer.email, password: `${viewer.password}x` });

    await expect(alert).toContainText('Sign-in failed');
    await expect(alert).toContainText('Email, password or one-time code is wrong.');
    await expect(page).toHaveURL('/login');
    await expect(login.email).toHaveValue(viewer.email);

    await login.password.fill(viewer.password);
    await login.signInButton.click();

    await expect(heading).toHaveText('Overview');
  });

  test('a member with two-step verification needs the one-time code of the moment', async ({
    tenant,
    openSignedOut,
  }) => {
    const viewer = await tenant.actor('viewer');
    const { secret } = dataOf(await viewer.api.auth.enrolMfa({ currentPassword: viewer.password }), 201);
    dataOf(await viewer.api.auth.verifyMfa(totp(secret, Date.now())), 204);
    const { alert, heading, login } = await openSignedOut(tenant);
    await login.goto();
    // The next step's code: one that has proved the enrolment need not be good twice.
    const code = totp(secret, Date.now() + 30_000);

    await login.signInWithCode(viewer, wrongCode(code));

    await expect(alert).toContainText('Sign-in failed');
    await expect(heading).toHaveText('Sign in');

    await login.code.fill(code);
    await login.signInButton.click();

    await expect(heading).toHaveText('Overview');
  });

  test('signing in leads back to the page that was asked for, with its search', async ({
    tenant,
    openSignedOut,
  }) => {
    const viewer = await tenant.actor('viewer');
    const { page, datasets, heading, login } = await openSignedOut(tenant);

    await page.goto('/datasets?q=pay&sort=name');

    await expect(page).toHaveURL('/login?return=%2Fdatasets%3Fq%3Dpay%26sort%3Dname');
    await expect(login.invitation).toBeVisible();

    await login.signIn(viewer);

    await expect(page).toHaveURL('/datasets?q=pay&sort=name');
    await expect(heading).toHaveText('Datasets');
    await expect(datasets.search).toHaveValue('pay');
  });

  test(
    'a return address of another site is not followed',
    { annotation: covers({ check: 'INJ-14', asvs: ['V3.7.2'] }) },
    async ({ tenant, openSignedOut }) => {
      const viewer = await tenant.actor('viewer');
      const { page, heading, login } = await openSignedOut(tenant);

      await page.goto('/login?return=https%3A%2F%2Felsewhere.test%2F');
      await login.signIn(viewer);

      await expect(heading).toHaveText('Overview');
      await expect(page).toHaveURL('/');
    },
  );

  test('a session that was ended elsewhere leads to sign-in at the next step', async ({ tenant, open }) => {
    const viewer = await tenant.actor('viewer');
    const { page, datasets, login, navigation } = await open(viewer);
    await datasets.goto();
    // Once the list is there, the page asks for nothing more by itself.
    await expect(datasets.emptyState('No datasets yet')).toBeVisible();

    const sessions = dataOf(await viewer.api.auth.sessions(), 200).items;
    const browsers = sessions.filter(({ transport }) => transport === 'cookie');
    expect(browsers).toHaveLength(1);
    dataOf(await viewer.api.auth.revokeSession(browsers[0]?.id ?? ''), 204);
    await navigation.follow('Detectors');

    await expect(page).toHaveURL('/login?return=%2Fdetectors');
    await expect(login.invitation).toBeVisible();
  });
});
