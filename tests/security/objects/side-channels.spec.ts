import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { prepareAlarms, raiseEvent } from '../../../flows/raise-events.ts';
import { idsIn } from './tenants-of-things.ts';

test.use({ transport: 'undici' });

test.describe('Side channels', { tag: '@security', annotation: covers('AZO-14') }, () => {
  test('what happens in one tenant is told to its own people alone: no notification, frame or event crosses', async ({
    tenant,
    neighbour,
    seed,
  }) => {
    const ear = await neighbour.owner.live.open(notificationChannel);
    const ground = await prepareAlarms(tenant.owner, seed);
    const before = dataOf(await neighbour.owner.api.notifications.list(), 200).total;

    const { event } = await raiseEvent(tenant.owner, ground);
    // The neighbour hears of its own: a member whose role changes is told.
    const viewer = await neighbour.actor('viewer');
    const viewersEar = await viewer.live.open(notificationChannel);
    dataOf(await neighbour.owner.api.members.update(viewer.id, { role: 'auditor' }), 200);

    await expect.poll(() => viewersEar.frames.length, { intervals: [20] }).toBeGreaterThan(1);
    const own = idsIn(JSON.stringify([event, ground]));
    const heard = JSON.stringify([ear.frames, viewersEar.frames].flat().map(({ bodyText }) => bodyText));
    expect([...idsIn(heard)].filter((id) => own.has(id))).toEqual([]);
    expect(heard).not.toContain(tenant.canary);
    expect(dataOf(await neighbour.owner.api.notifications.list(), 200).total).toBe(before);
    expect(dataOf(await neighbour.owner.api.events.list(), 200).total).toBe(0);
    expect(dataOf(await tenant.owner.api.events.list(), 200).total).toBe(1);
  });

  test('the metrics name no tenant, no person and nothing that they own', async ({ operator, world }) => {
    const { alpha } = world;
    const owner = await alpha.actor('owner');
    expect(await owner.api.datasets.get(alpha.dataset.id)).toSucceed(200);

    const metrics = dataOf(await operator.api.system.metrics(), 200);

    expect(metrics).toContain('datasets.get');
    expect([...idsIn(metrics)]).toEqual([]);
    expect(metrics).not.toContain(alpha.canary);
    expect(metrics).not.toContain(alpha.name);
    expect(metrics).not.toContain('@');
  });
});
