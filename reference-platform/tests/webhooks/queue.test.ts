import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raiseEvent } from '../../src/events/raise.ts';
import { createAddressPolicy } from '../../src/control/webhooks/address-policy.ts';
import { Dispatcher } from '../../src/control/webhooks/dispatcher.ts';
import { DeliveryQueue } from '../../src/control/webhooks/queue.ts';
import { startPlatformDatabase, type PlatformDatabase } from '../compute/platform-database.ts';

let platform: PlatformDatabase;

beforeAll(async () => {
  platform = await startPlatformDatabase();
});

afterAll(async () => {
  await platform.stop();
});

afterEach(async () => {
  await platform.database.direct.deleteFrom('tenants').execute();
});

const queueOf = (leaseMs = 60_000) => new DeliveryQueue(platform.database, { leaseMs, backOffMs: 20 });

async function makeTenant(status: 'active' | 'suspended' = 'active'): Promise<string> {
  const id = uuid();
  await platform.database.direct
    .insertInto('tenants')
    .values({ id, name: `tenant ${id}`, plan: 'standard', status })
    .execute();
  return id;
}

async function makeWebhook(tenantId: string, url = 'http://127.0.0.1:1/'): Promise<string> {
  const id = uuid();
  await platform.database.direct
    .insertInto('webhooks')
    .values({
      id,
      tenant_id: tenantId,
      url,
      kinds: null,
      minimum_severity: 'info',
      secret: 'whsec_s',
      created_by: JSON.stringify({ kind: 'user', id: uuid(), name: 'admin' }),
    })
    .execute();
  return id;
}

const something = { kind: 'anomalies_detected', severity: 'low', title: 'Something' } as const;

const raise = (tenantId: string) =>
  platform.database.tenant(tenantId, (trx) =>
    raiseEvent(trx, tenantId, { ...something, source: { type: 'detection', id: uuid() } }),
  );

describe('the queue of deliveries', () => {
  it('takes back what a dispatcher that died had in hand, once its lease has run out', async () => {
    const tenantId = await makeTenant();
    await makeWebhook(tenantId);
    await raise(tenantId);
    const queue = queueOf(60);

    const first = await queue.claim();
    const meanwhile = await queue.claim();
    await delay(80);
    const again = await queue.claim();

    expect(first).toMatchObject({ tenantId, tried: 0 });
    expect(meanwhile).toBeNull();
    expect(again).toEqual(first);
  });

  it('hands out one delivery of a webhook at a time, those of others beside it', async () => {
    const tenantId = await makeTenant();
    await makeWebhook(tenantId, 'http://127.0.0.1:1/one');
    await makeWebhook(tenantId, 'http://127.0.0.1:1/two');
    await raise(tenantId);
    await raise(tenantId);
    const queue = queueOf();

    const claims = [await queue.claim(), await queue.claim(), await queue.claim()];

    expect(new Set(claims.map((claim) => claim?.url))).toEqual(
      new Set(['http://127.0.0.1:1/one', 'http://127.0.0.1:1/two', undefined]),
    );
    expect(claims[2]).toBeNull();
  });

  it('leaves what belongs to a suspended tenant where it is', async () => {
    const tenantId = await makeTenant('suspended');
    await makeWebhook(tenantId);
    await raise(tenantId);

    expect(await queueOf().claim()).toBeNull();
    await platform.database.direct.updateTable('tenants').set({ status: 'active' }).execute();
    expect(await queueOf().claim()).toMatchObject({ tenantId });
  });

  it('counts the deliveries of each webhook, without a gap also where events are raised at once or undone', async () => {
    const tenantId = await makeTenant();
    const one = await makeWebhook(tenantId);
    const other = await makeWebhook(tenantId);
    const undone = () =>
      platform.database.tenant(tenantId, async (trx) => {
        await raiseEvent(trx, tenantId, { ...something, source: { type: 'detection', id: uuid() } });
        throw new Error('undone');
      });

    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((turn) => (turn % 3 === 0 ? undone().catch(() => null) : raise(tenantId))),
    );

    const rows = await platform.database.direct
      .selectFrom('webhook_deliveries')
      .select(['webhook_id', 'sequence', 'body'])
      .orderBy('sequence')
      .execute();
    const ofWebhook = (id: string) => rows.filter((row) => row.webhook_id === id);
    expect(ofWebhook(one).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(ofWebhook(other).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(rows.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject(
      rows.map(({ sequence }) => ({ sequence })),
    );
  });

  it('keeps an event and its deliveries only together', async () => {
    const tenantId = await makeTenant();
    await makeWebhook(tenantId);

    const failing = platform.database.tenant(tenantId, async (trx) => {
      await raiseEvent(trx, tenantId, { ...something, source: { type: 'detection', id: uuid() } });
      throw new Error('undone');
    });

    await expect(failing).rejects.toThrow('undone');
    expect(await platform.database.direct.selectFrom('events').selectAll().execute()).toEqual([]);
    expect(await queueOf().claim()).toBeNull();
  });

  it('gets back what a dispatcher had under way when it stops, as if it had not been tried', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const tenantId = await makeTenant();
    await makeWebhook(tenantId, `http://127.0.0.1:${port}/`);
    await raise(tenantId);
    const queue = queueOf();
    const means = { allows: createAddressPolicy(['127.0.0.1']), timeoutMs: 30_000, maxAnswerBytes: 1 };
    const dispatcher = new Dispatcher({ queue, means, logger: platform.logger });

    dispatcher.wake();
    await once(silent, 'request');
    await dispatcher.stop();
    silent.closeAllConnections();
    silent.close();

    expect(await queue.claim()).toMatchObject({ tenantId, tried: 0 });
  });
});
