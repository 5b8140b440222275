import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { readEverything } from '../../../flows/read-everything.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';

test.use({ transport: 'undici' });

test.describe('Secrets', { tag: '@security', annotation: covers('AZP-05', 'AUD-04') }, () => {
  test('that were given or taken once come back in no answer, of no role, nor in an export or the audit log', async ({
    anonymous,
    contract,
    tenant,
  }) => {
    const { api, email, password } = tenant.owner;
    const viewer = await tenant.actor('viewer');
    const key = dataOf(await api.apiKeys.create({ name: 'Key with a secret', scopes: ['read'] }), 201);
    const webhook = dataOf(await api.webhooks.create({ url: 'https://hooks.example.com/secret' }), 201);
    const mfa = dataOf(await viewer.api.auth.enrolMfa({ currentPassword: viewer.password }), 201);
    const { ticket } = dataOf(await api.auth.wsTicket({ path: notificationChannel.path }), 200);
    const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
    const browser = dataOf(await anonymous.api.auth.login({ email, password, transport: 'cookie' }), 200);
    const wrong = 'a wrong pass phrase 4711';
    expect(await anonymous.api.auth.login({ email, password: wrong })).toBeRefused(401);
    const job = dataOf(await api.privacy.createExport({ type: 'member', email }), 202);
    await waitForJob(tenant.owner, job.id);
    const secrets = {
      password,
      wrong,
      key: key.secret,
      webhook: webhook.secret,
      mfa: mfa.secret,
      ticket,
      accessToken: tokens?.accessToken ?? '',
      refreshToken: tokens?.refreshToken ?? '',
      csrfToken: browser.csrfToken ?? '',
    };

    const readings = [
      ...(await readEverything(tenant.owner, contract)),
      ...(await readEverything(await tenant.actor('admin'), contract)),
      ...(await readEverything(viewer, contract)),
      ...(await readEverything(await tenant.actor('auditor'), contract)),
    ];

    expect(Object.values(secrets).every((secret) => secret.length >= 16)).toBe(true);
    const shown = readings.flatMap(({ operationId, text }) =>
      Object.entries(secrets)
        .filter(([, secret]) => text.includes(secret))
        .map(([name]) => `${operationId} shows ${name}`),
    );
    expect([...new Set(shown)]).toEqual([]);
    // Positive control: what the secrets belong to was read, and by the owner the export too.
    const all = readings.map(({ text }) => text).join('\n');
    expect(all).toContain('Key with a secret');
    expect(all).toContain('https://hooks.example.com/secret');
    expect(readings.filter(({ operationId }) => operationId === 'privacy.exportFile')[0]?.text).toContain(
      email,
    );
  });
});
