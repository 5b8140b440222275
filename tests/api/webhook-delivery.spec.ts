import type { Delivery } from '../../api-clients/webhooks/schemas.ts';
import { prepareAlarms, raiseEvent } from '../../flows/raise-events.ts';
import {
  covers,
  dataOf,
  expect,
  isSignedBy,
  readDelivery,
  test,
  type Actor,
  type ReceivedDelivery,
} from '../../fixtures/index.ts';

/** Waits until a webhook’s one delivery has come to its end, and gives it. */
async function endOf({ api }: Actor, webhookId: string): Promise<Delivery> {
  const ended: Delivery[] = [];
  await expect
    .poll(
      async () => {
        const { items } = dataOf(await api.webhooks.deliveries(webhookId), 200);
        ended.splice(0, ended.length, ...items.filter(({ status }) => status !== 'pending'));
        return ended.length;
      },
      { intervals: [20, 50, 100], timeout: 15_000 },
    )
    .toBe(1);
  const [delivery] = ended;
  if (delivery === undefined) throw new Error('polled for one delivery');
  return delivery;
}

/** What a receiver got that got nothing. */
const NOTHING: ReceivedDelivery = { method: '', path: '', headers: {}, body: '' };

const statusesOf = ({ attempts }: Delivery) => attempts.map(({ status }) => status);

test.describe('Delivery of webhooks', { tag: '@integration' }, () => {
  // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
  test.skip(
    ({ target }) => target.kind === 'deployed',
    'a deployed target cannot reach the suite’s loopback',
  );

  test('an event is delivered once, with its own content', async ({ tenant, receiver, seed }) => {
    const admin = await tenant.actor('admin');
    const ground = await prepareAlarms(admin, seed);
    const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);

    const { event } = await raiseEvent(admin, ground);

    const delivery = await endOf(admin, webhook.id);
    expect(delivery).toMatchObject({ status: 'delivered', eventId: event.id, kind: event.kind });
    expect(delivery.attempts).toMatchObject([{ number: 1, status: 204, error: null }]);
    expect(delivery.nextAttemptAt).toBeNull();
    expect(receiver.received).toHaveLength(1);
    const [received] = receiver.received;
    const { status, history, createdAt, ...sent } = event;
    expect(received && readDelivery(received)).toEqual({
      type: 'event.raised',
      sequence: 1,
      event: sent,
    });
    expect({ status, history, createdAt }).toMatchObject({ status: 'open', history: [] });
    expect(received).toMatchObject({ method: 'POST', path: '/hook' });
    expect(received?.headers).toMatchObject({
      'content-type': 'application/json',
      'assay-delivery': delivery.id,
      'assay-event': 'anomalies_detected',
    });
  });

  test(
    'a delivery is signed with the secret of its webhook over its time and body',
    { annotation: covers('SSRF-07') },
    async ({ tenant, receiver }) => {
      const admin = await tenant.actor('admin');
      const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
      const other = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
      const sentAt = Date.now() / 1_000;

      dataOf(await admin.api.webhooks.test(webhook.id), 201);
      await endOf(admin, webhook.id);

      const [received = NOTHING] = receiver.received;
      expect(isSignedBy(received, webhook.secret)).toBe(true);
      expect(isSignedBy(received, other.secret)).toBe(false);
      expect(isSignedBy({ ...received, body: received.body.replace('test', 'tesu') }, webhook.secret)).toBe(
        false,
      );
      const later = { ...received.headers, 'assay-timestamp': String(Math.round(sentAt) + 600) };
      expect(isSignedBy({ ...received, headers: later }, webhook.secret)).toBe(false);
      expect(Math.abs(Number(received.headers['assay-timestamp']) - sentAt)).toBeLessThan(30);
    },
  );

  test('a receiver that fails twice gets the same delivery three times', async ({ tenant, receiver }) => {
    const admin = await tenant.actor('admin');
    const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
    receiver.answers({ status: 500 }, { status: 503 }, { status: 200 });

    dataOf(await admin.api.webhooks.test(webhook.id), 201);

    const delivery = await endOf(admin, webhook.id);
    expect(delivery.status).toBe('delivered');
    expect(statusesOf(delivery)).toEqual([500, 503, 200]);
    expect(delivery.attempts.map(({ error }) => error)).toEqual(['answered 500', 'answered 503', null]);
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(receiver.received.map(({ headers }) => headers['assay-delivery'])).toEqual([
      delivery.id,
      delivery.id,
      delivery.id,
    ]);
    expect(receiver.received.every((received) => isSignedBy(received, webhook.secret))).toBe(true);
  });

  test('deliveries that a failed try has brought out of order say what their order is', async ({
    tenant,
    receiver,
  }) => {
    const admin = await tenant.actor('admin');
    const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
    receiver.answers('silence', { status: 200 }, { status: 200 });
    const first = dataOf(await admin.api.webhooks.test(webhook.id), 201);

    // The second waits while the first is tried, and is due before the first is tried again.
    const second = dataOf(await admin.api.webhooks.test(webhook.id), 201);

    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(3);
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    expect(receiver.received.map((received) => readDelivery(received).sequence)).toEqual([1, 2, 1]);
    const { items } = dataOf(await admin.api.webhooks.deliveries(webhook.id), 200);
    expect(items.map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  test('each wait before another try is longer than the one before', async ({ tenant, receiver }) => {
    const admin = await tenant.actor('admin');
    const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
    receiver.answers({ status: 500 }, { status: 500 }, { status: 500 });

    dataOf(await admin.api.webhooks.test(webhook.id), 201);

    const { attempts } = await endOf(admin, webhook.id);
    const [first = 0, second = 0, third = 0] = attempts.map(({ startedAt }) => Date.parse(startedAt));
    expect(second - first).toBeGreaterThanOrEqual(100);
    expect(third - second).toBeGreaterThanOrEqual(400);
  });

  test('a receiver that keeps failing is given up after three tries', async ({ tenant, receiver }) => {
    const admin = await tenant.actor('admin');
    const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
    receiver.answers({ status: 429 }, 'break', { status: 502 }, { status: 200 });

    dataOf(await admin.api.webhooks.test(webhook.id), 201);

    const delivery = await endOf(admin, webhook.id);
    expect(delivery.status).toBe('failed');
    expect(statusesOf(delivery)).toEqual([429, null, 502]);
    expect(delivery.attempts[1]?.error).toBe('the connection failed');
    expect(receiver.received).toHaveLength(3);
  });

  for (const status of [400, 401, 404, 410]) {
    test(`a receiver that answers ${status} is not tried again`, async ({ tenant, receiver }) => {
      const admin = await tenant.actor('admin');
      const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
      receiver.answers({ status });

      dataOf(await admin.api.webhooks.test(webhook.id), 201);

      const delivery = await endOf(admin, webhook.id);
      expect(delivery.status).toBe('failed');
      expect(statusesOf(delivery)).toEqual([status]);
      expect(receiver.received).toHaveLength(1);
    });
  }

  test(
    'a redirect is not followed',
    { tag: '@security', annotation: covers('SSRF-03') },
    async ({ tenant, receiver }) => {
      const admin = await tenant.actor('admin');
      const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
      receiver.answers({ status: 307, headers: { location: `${receiver.url}/elsewhere` } });

      dataOf(await admin.api.webhooks.test(webhook.id), 201);

      const delivery = await endOf(admin, webhook.id);
      expect(delivery).toMatchObject({ status: 'failed', attempts: [{ status: 307 }] });
      expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    },
  );

  test(
    'a receiver that does not answer is left within the time of a try',
    { annotation: covers({ check: 'SSRF-07', asvs: ['V16.5.2'] }) },
    async ({ tenant, receiver }) => {
      const admin = await tenant.actor('admin');
      const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
      receiver.answers('silence', { status: 200 });

      dataOf(await admin.api.webhooks.test(webhook.id), 201);

      const delivery = await endOf(admin, webhook.id);
      expect(statusesOf(delivery)).toEqual([null, 200]);
      expect(delivery.attempts[0]?.error).toBe('no answer in time');
      expect(delivery.attempts[0]?.durationMs).toBeGreaterThanOrEqual(1_990);
    },
  );

  test(
    'an answer without end is not read to its end',
    { tag: ['@security', '@strains'], annotation: covers('SSRF-07') },
    async ({ tenant, receiver }) => {
      const admin = await tenant.actor('admin');
      const webhook = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
      receiver.answers('endless');

      dataOf(await admin.api.webhooks.test(webhook.id), 201);

      const delivery = await endOf(admin, webhook.id);
      expect(delivery).toMatchObject({ status: 'delivered', attempts: [{ status: 200 }] });
      // 64 KiB are read; what else left the receiver is in the buffers of two sockets.
      expect(receiver.bytesSent).toBeLessThan(20 * 1024 * 1024);
      expect(delivery.attempts[0]?.durationMs).toBeLessThan(2_000);
    },
  );

  test('a webhook hears only of the kinds and severities that it asked for', async ({
    tenant,
    receiver,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const ground = await prepareAlarms(admin, seed);
    const { event: before } = await raiseEvent(admin, ground);
    const make = (wanted: object) => admin.api.webhooks.create({ url: receiver.url, ...wanted });
    const hears = dataOf(
      await make({ kinds: ['anomalies_detected'], minimumSeverity: before.severity }),
      201,
    );
    const otherKind = dataOf(await make({ kinds: ['drift_detected'] }), 201);
    const worseOnly = dataOf(await make({ minimumSeverity: 'critical' }), 201);

    const { event } = await raiseEvent(admin, ground);

    expect((await endOf(admin, hears.id)).eventId).toBe(event.id);
    expect(before.severity).not.toBe('critical');
    expect(dataOf(await admin.api.webhooks.deliveries(otherKind.id), 200).total).toBe(0);
    expect(dataOf(await admin.api.webhooks.deliveries(worseOnly.id), 200).total).toBe(0);
    expect(receiver.received).toHaveLength(1);
  });

  test('a webhook that was removed gets nothing of what was waiting', async ({ tenant, receiver }) => {
    const admin = await tenant.actor('admin');
    const removed = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
    const stays = dataOf(await admin.api.webhooks.create({ url: receiver.url }), 201);
    receiver.answers('silence', 'silence', { status: 200 });
    const first = dataOf(await admin.api.webhooks.test(removed.id), 201);
    await expect.poll(() => receiver.received.length, { intervals: [20] }).toBe(1);

    expect(await admin.api.webhooks.remove(removed.id)).toSucceed(204);

    const second = dataOf(await admin.api.webhooks.test(stays.id), 201);
    await endOf(admin, stays.id);
    // The removed one's try began and ran out before the other's, so its second would have come first.
    expect(receiver.received.map(({ headers }) => headers['assay-delivery'])).toEqual([
      first.id,
      second.id,
      second.id,
    ]);
  });
});
