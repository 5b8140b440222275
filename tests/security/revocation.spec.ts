import { uploadTable } from '../../flows/upload-table.ts';
import { makeStream } from '../../flows/start-stream.ts';
import { type Actor, covers, dataOf, expect, test, type TenantHandle } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { callChannel, holdCookie, holdKey, holdSession } from './revocation/channels.ts';
import { answeredInASecond, closedAmong, endingsOf } from './revocation/measure.ts';

/** What a bearer session holds open, and by what it must end: the very next call, and a close frame. */
const SESSION_ENDS = {
  'bearer token': '401',
  'refresh token': '401',
  'stream socket': '4401',
  'notification socket': '4401',
};
const COOKIE_ENDS = { cookie: '401', 'notification socket of the cookie': '4401' };
const KEY_ENDS = { 'API key': '401', 'stream socket of the API key': '4401' };

/** A stream that sockets can watch; it need not run. */
async function watched({ owner }: TenantHandle, seed: number): Promise<string> {
  const { stream } = await makeStream(owner, labelledTable({ seed, rows: 60 }));
  return stream.id;
}

/** The same person in a browser: another session, by cookie. */
async function inABrowser(tenant: TenantHandle, role: 'admin' | 'analyst') {
  return holdCookie(await tenant.actor(role, { credential: 'cookie' }));
}

/** A search that takes longer than a test, started by `member`. */
async function longJob(member: Actor, seed: number): Promise<string> {
  const dataset = await uploadTable(member, labelledTable({ seed, rows: 3_000 }));
  const job = await member.api.automl.start({
    name: 'Long search',
    datasetId: dataset.id,
    budget: { trials: 50, seconds: 120 },
  });
  return dataOf(job, 202).id;
}

test.describe('Revocation', { tag: ['@security'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'logging out ends everything of the session, and nothing of the others',
    { annotation: covers('SESS-02', 'WS-05') },
    async ({ anonymous, tenant, seed }) => {
      const streamId = await watched(tenant, seed);
      const analyst = await tenant.actor('analyst');
      const session = await holdSession(analyst, anonymous, streamId);
      const other = await holdSession(analyst, anonymous, streamId);
      const browser = await inABrowser(tenant, 'analyst');

      expect(await endingsOf(() => session.api.auth.logout(), session.channels)).toEqual(SESSION_ENDS);
      expect(await closedAmong([...other.channels, ...browser.channels])).toEqual([]);
      expect(await endingsOf(() => browser.api.auth.logout(), browser.channels)).toEqual(COOKIE_ENDS);
      expect(await closedAmong(other.channels)).toEqual([]);
    },
  );

  test(
    'logging out everywhere ends every session of the member, and neither jobs nor colleagues',
    { annotation: covers('SESS-02', 'WS-05') },
    async ({ anonymous, tenant, seed }) => {
      const streamId = await watched(tenant, seed);
      const analyst = await tenant.actor('analyst');
      const jobId = await longJob(analyst, seed);
      const session = await holdSession(analyst, anonymous, streamId);
      const browser = await inABrowser(tenant, 'analyst');
      const colleague = await holdSession(tenant.owner, anonymous, streamId);

      const endings = await endingsOf(
        () => analyst.api.auth.logoutAll(),
        [...session.channels, ...browser.channels],
      );

      expect(endings).toEqual({ ...SESSION_ENDS, ...COOKIE_ENDS });
      expect(await closedAmong(colleague.channels)).toEqual([]);
      expect(['pending', 'running']).toContain(dataOf(await tenant.owner.api.jobs.get(jobId), 200).status);
    },
  );

  test(
    'a new password ends every session but the one that chose it',
    { annotation: covers('AUTHN-09', 'WS-05') },
    async ({ anonymous, tenant, seed }) => {
      const streamId = await watched(tenant, seed);
      const analyst = await tenant.actor('analyst');
      const chooser = await holdSession(analyst, anonymous, streamId);
      const session = await holdSession(analyst, anonymous, streamId);
      const browser = await inABrowser(tenant, 'analyst');

      const endings = await endingsOf(
        () =>
          chooser.api.auth.changePassword({
            currentPassword: analyst.password,
            newPassword: 'a fresh pass phrase',
          }),
        [...session.channels, ...browser.channels],
      );

      expect(endings).toEqual({ ...SESSION_ENDS, ...COOKIE_ENDS });
      expect(await closedAmong(chooser.channels)).toEqual([]);
    },
  );

  test(
    'a lower role counts from the next call on: sessions live with the new rights, what those lack closes',
    { annotation: covers('SESS-05', 'WS-05') },
    async ({ anonymous, tenant, seed }) => {
      const streamId = await watched(tenant, seed);
      const admin = await tenant.actor('admin');
      const session = await holdSession(admin, anonymous, streamId);
      const browser = await inABrowser(tenant, 'admin');
      const key = await holdKey(await tenant.apiKey(['read'], { by: admin }), streamId);
      const colleague = await holdSession(tenant.owner, anonymous, streamId);
      const lost = [
        callChannel('reading as an admin', () => session.api.webhooks.list()),
        callChannel('writing as an admin', () => session.api.tenant.update({ name: tenant.name })),
        callChannel('reading as an admin in a browser', () => browser.api.apiKeys.list()),
      ];

      const endings = await endingsOf(
        () => tenant.owner.api.members.update(admin.id, { role: 'sales' }),
        [...lost, session.stream, ...key],
      );

      expect(endings).toEqual({
        'reading as an admin': '403',
        'writing as an admin': '403',
        'reading as an admin in a browser': '403',
        'stream socket': '4403',
        ...KEY_ENDS,
      });
      const kept = [session.bearer, session.refresh, session.notifications];
      expect(await closedAmong([...kept, ...browser.channels, ...colleague.channels])).toEqual([]);
      expect(dataOf(await session.api.auth.me(), 200).user?.role).toBe('sales');
    },
  );

  test(
    'a revoked key ends with its sockets, and neither other keys nor the sessions of its maker',
    { annotation: covers('AUTHN-09', 'WS-05') },
    async ({ anonymous, tenant, seed }) => {
      const streamId = await watched(tenant, seed);
      const key = await tenant.apiKey(['read']);
      const held = await holdKey(key, streamId);
      const other = await holdKey(await tenant.apiKey(['read']), streamId);
      const maker = await holdSession(tenant.owner, anonymous, streamId);

      const endings = await endingsOf(() => tenant.owner.api.apiKeys.revoke(key.id), held);

      expect(endings).toEqual(KEY_ENDS);
      expect(await closedAmong([...other, ...maker.channels])).toEqual([]);
    },
  );

  for (const { title, revoke } of [
    {
      title: 'a removed member',
      revoke: (owner: Actor, id: string) => owner.api.members.remove(id),
    },
    {
      title: 'a disabled member',
      revoke: (owner: Actor, id: string) => owner.api.members.update(id, { status: 'disabled' }),
    },
  ]) {
    test(
      `${title} is out on every channel, the keys that they made included; jobs and colleagues go on`,
      { annotation: covers('AUTHN-09', 'WS-05') },
      async ({ anonymous, tenant, seed }) => {
        const streamId = await watched(tenant, seed);
        const { owner } = tenant;
        const admin = await tenant.actor('admin');
        const jobId = await longJob(admin, seed);
        const session = await holdSession(admin, anonymous, streamId);
        const browser = await inABrowser(tenant, 'admin');
        const key = await holdKey(await tenant.apiKey(['read'], { by: admin }), streamId);
        const colleague = await holdSession(owner, anonymous, streamId);
        const colleaguesKey = await holdKey(await tenant.apiKey(['read']), streamId);

        const endings = await endingsOf(
          () => revoke(owner, admin.id),
          [...session.channels, ...browser.channels, ...key],
        );

        expect(endings).toEqual({ ...SESSION_ENDS, ...COOKIE_ENDS, ...KEY_ENDS });
        expect(await closedAmong([...colleague.channels, ...colleaguesKey])).toEqual([]);
        expect(['pending', 'running']).toContain(dataOf(await owner.api.jobs.get(jobId), 200).status);
      },
    );
  }

  test(
    'a suspended tenant is out on every channel and its job rests, until it is let back in; others go on',
    { annotation: covers('AUTHN-09', 'WS-05') },
    async ({ anonymous, operator, tenant, world, seed }) => {
      const streamId = await watched(tenant, seed);
      const analyst = await tenant.actor('analyst');
      const jobId = await longJob(analyst, seed);
      const session = await holdSession(analyst, anonymous, streamId);
      const browser = await inABrowser(tenant, 'analyst');
      const key = await holdKey(await tenant.apiKey(['read']), streamId);
      const others = await holdSession(world.beta.member, anonymous, await world.beta.thing('stream'));
      const startOf = async (id: string) =>
        Date.parse(dataOf(await analyst.api.jobs.get(id), 200).startedAt ?? '');
      await expect.poll(() => startOf(jobId)).toBeGreaterThan(0);

      const endings = await endingsOf(
        () => operator.api.operator.updateTenant(tenant.id, { status: 'suspended' }),
        [...session.channels, ...browser.channels, ...key],
      );

      expect(endings).toEqual({ ...SESSION_ENDS, ...COOKIE_ENDS, ...KEY_ENDS });
      expect(await closedAmong(others.channels)).toEqual([]);
      expect(await answeredInASecond(() => session.api.auth.me())).toBe(0);
      const back = dataOf(await operator.api.operator.updateTenant(tenant.id, { status: 'active' }), 200);
      // Nobody could ask meanwhile: that the job rested shows when it begins anew.
      await expect.poll(() => startOf(jobId)).toBeGreaterThanOrEqual(Date.parse(back.updatedAt));
    },
  );

  test(
    'a removed tenant is out on every channel at once; others go on',
    { annotation: covers('AUTHN-09', 'WS-05') },
    async ({ anonymous, tenant, world, seed }) => {
      const streamId = await watched(tenant, seed);
      const session = await holdSession(await tenant.actor('analyst'), anonymous, streamId);
      const browser = await inABrowser(tenant, 'analyst');
      const key = await holdKey(await tenant.apiKey(['read']), streamId);
      const others = await holdSession(world.beta.member, anonymous, await world.beta.thing('stream'));

      const endings = await endingsOf(
        () => tenant.owner.api.tenant.remove(),
        [...session.channels, ...browser.channels, ...key],
      );

      expect(endings).toEqual({ ...SESSION_ENDS, ...COOKIE_ENDS, ...KEY_ENDS });
      expect(await closedAmong(others.channels)).toEqual([]);
    },
  );
});
