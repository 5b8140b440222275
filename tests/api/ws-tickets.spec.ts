import { setTimeout as delay } from 'node:timers/promises';
import { UNKNOWN_ID } from '../../contract/bare-request.ts';
import { streamChannel } from '../../api-clients/streams/channel.ts';
import { covers, dataOf, expect, test, type Actor, type TenantHandle } from '../../fixtures/index.ts';
import { makeStream } from '../../flows/start-stream.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** Most milliseconds from a revocation's answer to the end of the connections it ends. */
const AT_ONCE_MS = 1_000;
/** More than a platform takes that only looks again now and then. */
const PATIENCE_MS = 8_000;

/** The channel of a new stream of the tenant. */
async function channelOf(tenant: TenantHandle, seed: number) {
  const { stream } = await makeStream(await tenant.actor('analyst'), labelledTable({ seed, rows: 50 }));
  return streamChannel(stream.id);
}

/** Opens a channel, takes the right away, and gives the close code, or `open`, and whether it closed at once. */
async function endedBy(
  actor: Actor,
  channel: Awaited<ReturnType<typeof channelOf>>,
  revoke: () => Promise<unknown>,
): Promise<{ code: number | 'open'; isAtOnce: boolean }> {
  const live = await actor.live.open(channel);
  await live.next();
  await revoke();
  const revokedAt = performance.now();
  const { code } = await Promise.race([live.closing, delay(PATIENCE_MS, { code: 'open' as const })]);
  return { code, isAtOnce: performance.now() - revokedAt < AT_ONCE_MS };
}

test.describe('WebSocket tickets', { tag: ['@integration', '@security'] }, () => {
  test(
    'a ticket opens its channel once',
    { annotation: covers({ check: 'WS-03', asvs: ['V4.4.3'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const { ticket, path, expiresAt } = dataOf(await viewer.api.auth.wsTicket({ path: channel.path }), 200);

      const live = await viewer.live.open(channel, { ticket });

      expect(path).toBe(channel.path);
      expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
      expect((await live.next()).type).toBe('hello');
      expect(await viewer.live.refusal(channel, { ticket })).toBeRefused(401);
    },
  );

  test(
    'of parallel uses of a ticket one is let in',
    { annotation: covers({ check: 'WS-03', asvs: ['V4.4.3'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path: channel.path }), 200);

      const attempts = await Promise.allSettled(
        Array.from({ length: 6 }, () => viewer.live.open(channel, { ticket })),
      );

      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    },
  );

  test(
    'a channel stays shut without a ticket, with an invented one, and after the ticket’s end',
    { annotation: covers('WS-01') },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const late = dataOf(await viewer.api.auth.wsTicket({ path: channel.path, ttlSeconds: 1 }), 200);

      expect(await viewer.live.refusal(channel, { ticket: null })).toBeRefused(401);
      expect(await viewer.live.refusal(channel, { ticket: 'invented' })).toBeRefused(401);
      await expect.poll(() => Date.now(), { intervals: [50] }).toBeGreaterThan(Date.parse(late.expiresAt));
      expect(await viewer.live.refusal(channel, { ticket: late.ticket })).toBeRefused(401);
    },
  );

  test(
    'a ticket opens no other channel, and is not spent by the attempt',
    { annotation: covers({ check: 'WS-03', asvs: ['V4.4.3'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path: channel.path }), 200);

      expect(await viewer.live.refusal(streamChannel(UNKNOWN_ID), { ticket })).toBeRefused(401);

      const live = await viewer.live.open(channel, { ticket });
      expect((await live.next()).type).toBe('hello');
    },
  );

  test(
    'a ticket is given for channels alone, and for a minute at most',
    { annotation: covers({ check: 'WS-03', asvs: ['V4.4.3'] }) },
    async ({ tenant }) => {
      const { auth } = (await tenant.actor('viewer')).api;
      const path = streamChannel(UNKNOWN_ID).path;

      expect(await auth.wsTicket({ path: '/members' })).toBeRefused(422, { pointer: '/path' });
      expect(await auth.wsTicket({ path: '/streams/live' })).toBeRefused(422, { pointer: '/path' });
      expect(await auth.wsTicket({ path, ttlSeconds: 61 })).toBeRefused(422, { pointer: '/ttlSeconds' });
      expect(await auth.wsTicket({ path, ttlSeconds: 0 })).toBeRefused(422, { pointer: '/ttlSeconds' });
      expect(await auth.wsTicket({ path, ttlSeconds: 60 })).toSucceed(200);
    },
  );

  test(
    'another tenant’s stream is as unknown as one that does not exist',
    { annotation: covers('WS-04') },
    async ({ world }) => {
      const foreign = streamChannel(await world.alpha.thing('stream'));
      const intruder = await world.beta.actor('owner');
      const own = await world.alpha.actor('viewer');

      expect(await intruder.live.refusal(foreign)).toBeRefused(404);
      expect(await intruder.live.refusal(streamChannel(UNKNOWN_ID))).toBeRefused(404);
      const live = await own.live.open(foreign);
      expect((await live.next()).type).toBe('hello');
    },
  );

  test(
    'a role or key that may not read streams is refused before the upgrade',
    { annotation: covers({ check: 'WS-04', asvs: ['V8.2.2'] }) },
    async ({ world, tenant }) => {
      const channel = streamChannel(await world.alpha.thing('stream'));
      const sales = await world.alpha.actor('sales');
      const verifier = await world.alpha.actor('verifier');
      const ingestion = await tenant.apiKey(['ingest']);

      expect(await sales.live.refusal(channel)).toBeRefused(403);
      expect(await verifier.live.refusal(channel)).toBeRefused(403);
      expect(await ingestion.api.auth.wsTicket({ path: channel.path })).toBeRefused(403);
    },
  );

  test(
    'a page of another origin is refused, and the ticket stays good for one’s own',
    { annotation: covers('WS-02') },
    async ({ tenant, seed, target }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path: channel.path }), 200);
      const own = new URL(target.url).origin;

      expect(await viewer.live.refusal(channel, { ticket, origin: 'https://evil.example' })).toBeRefused(403);
      expect(await viewer.live.refusal(channel, { ticket, origin: 'null' })).toBeRefused(403);
      expect(await viewer.live.refusal(channel, { ticket, origin: `${own}.evil.example` })).toBeRefused(403);

      const live = await viewer.live.open(channel, { ticket, origin: own });
      expect((await live.next()).type).toBe('hello');
    },
  );

  test('a request that asks for no WebSocket is told to', async ({ tenant, seed }) => {
    const { path } = await channelOf(tenant, seed);
    const viewer = await tenant.actor('viewer');

    const plain = await viewer.api.call({ operationId: 'live', method: 'GET', path });

    expect(plain).toBeRefused(426);
    expect(plain.headers['upgrade']).toBe('websocket');
  });

  test(
    'logging out ends what the session has open, and nothing else',
    { annotation: covers('WS-05') },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const bystander = await (await tenant.actor('analyst')).live.open(channel);

      const ended = await endedBy(viewer, channel, () => viewer.api.auth.logout());

      expect(ended).toEqual({ code: 4401, isAtOnce: true });
      expect(bystander.isOpen).toBe(true);
    },
  );

  test(
    'a session that is ended from elsewhere loses its channels at once',
    { annotation: covers({ check: 'WS-05', asvs: ['V7.4.1'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');
      const [session] = dataOf(await viewer.api.auth.sessions(), 200).items;

      const ended = await endedBy(viewer, channel, () => viewer.api.auth.revokeSession(session?.id ?? ''));

      expect(ended).toEqual({ code: 4401, isAtOnce: true });
    },
  );

  test(
    'a member who is disabled or removed loses the channels at once',
    { annotation: covers('WS-05') },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const [disabled, removed] = [
        await tenant.actor('viewer'),
        await tenant.actor('viewer', { as: 'leaving' }),
      ];
      const { members } = tenant.owner.api;

      expect(
        await endedBy(disabled, channel, () => members.update(disabled.id, { status: 'disabled' })),
      ).toEqual({ code: 4401, isAtOnce: true });
      expect(await endedBy(removed, channel, () => members.remove(removed.id))).toEqual({
        code: 4401,
        isAtOnce: true,
      });
    },
  );

  test(
    'a new role closes what it may not see, and leaves open what it may',
    { annotation: covers({ check: 'WS-05', asvs: ['V8.3.2'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const [seller, auditor] = [
        await tenant.actor('viewer'),
        await tenant.actor('viewer', { as: 'promoted' }),
      ];
      const { members } = tenant.owner.api;
      const kept = await auditor.live.open(channel);
      await kept.next();
      dataOf(await members.update(auditor.id, { role: 'auditor' }), 200);

      const ended = await endedBy(seller, channel, () => members.update(seller.id, { role: 'sales' }));

      expect(ended).toEqual({ code: 4403, isAtOnce: true });
      expect(kept.isOpen).toBe(true);
    },
  );

  test(
    'a revoked key loses its channels at once',
    { annotation: covers({ check: 'WS-05', asvs: ['V8.3.2'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const key = await tenant.apiKey(['read']);

      const ended = await endedBy(key, channel, () => tenant.owner.api.apiKeys.revoke(key.id));

      expect(ended).toEqual({ code: 4401, isAtOnce: true });
    },
  );

  test(
    'a suspended tenant loses its channels at once',
    { annotation: covers({ check: 'WS-05', asvs: ['V8.3.2'] }) },
    async ({ tenant, seed, operator }) => {
      const channel = await channelOf(tenant, seed);
      const viewer = await tenant.actor('viewer');

      const ended = await endedBy(viewer, channel, () =>
        operator.api.operator.updateTenant(tenant.id, { status: 'suspended' }),
      );

      expect(ended).toEqual({ code: 4401, isAtOnce: true });
    },
  );
});

test.describe('A tenant on trial', { tag: '@integration' }, () => {
  test.use({ tenantPlan: 'trial' });

  test(
    'has twenty WebSockets at a time, and room again when one ends',
    { tag: '@strains', annotation: covers({ check: 'WS-08', asvs: ['V2.4.1'] }) },
    async ({ tenant, seed }) => {
      const channel = await channelOf(tenant, seed);
      const analyst = await tenant.actor('analyst');
      const open = await Promise.all(Array.from({ length: 20 }, () => analyst.live.open(channel)));

      expect(await analyst.live.refusal(channel)).toBeRefused(429);

      await open[0]?.close();
      await expect
        .poll(
          () =>
            analyst.live.open(channel).then(
              ({ isOpen }) => isOpen,
              () => false,
            ),
          {
            intervals: [50],
          },
        )
        .toBe(true);
    },
  );
});
