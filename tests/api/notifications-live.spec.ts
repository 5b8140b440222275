import { notificationChannel } from '../../api-clients/notifications/channel.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('notifications as they are made', { tag: '@integration' }, () => {
  test('the end of a training in the compute plane reaches the open channel with the new count', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    const live = await analyst.live.open(notificationChannel);
    expect(await live.next()).toEqual({ type: 'hello', unreadCount: 1 });

    const { detector } = await trainDetector(analyst, {
      algorithm: 'robust_zscore',
      datasetId: dataset.id,
    });

    const [stored] = dataOf(await analyst.api.notifications.list({ limit: 1 }), 200).items;
    expect(stored?.link).toBe(`/detectors/${detector.id}`);
    expect(await live.next()).toEqual({ type: 'notification', notification: stored, unreadCount: 2 });
  });

  test('what is made one after the other comes in that order, each with the count of its moment', async ({
    tenant,
  }) => {
    const [viewer, admin] = [await tenant.actor('viewer'), await tenant.actor('admin')];
    const live = await viewer.live.open(notificationChannel);
    const messages = [await live.next()];

    for (const role of ['analyst', 'auditor', 'sales'] as const) {
      dataOf(await admin.api.members.update(viewer.id, { role }), 200);
      messages.push(await live.next());
    }

    const told = (role: string) => ({
      type: 'notification',
      notification: { body: `Your role is ${role} now.` },
    });
    expect(messages).toMatchObject([
      { type: 'hello', unreadCount: 1 },
      { ...told('analyst'), unreadCount: 2 },
      { ...told('auditor'), unreadCount: 3 },
      { ...told('sales'), unreadCount: 4 },
    ]);
  });

  test('reading on one page lowers the count on the others', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const [first, second] = [
      await viewer.live.open(notificationChannel),
      await viewer.live.open(notificationChannel),
    ];
    expect([await first.next(), await second.next()]).toEqual([
      { type: 'hello', unreadCount: 1 },
      { type: 'hello', unreadCount: 1 },
    ]);

    dataOf(await viewer.api.notifications.readAll(), 200);

    expect([await first.next(), await second.next()]).toEqual([
      { type: 'unread', unreadCount: 0 },
      { type: 'unread', unreadCount: 0 },
    ]);
  });

  test(
    'a colleague’s notifications stay with the colleague',
    { annotation: covers({ check: 'WS-04', asvs: ['V8.2.2'] }) },
    async ({ tenant }) => {
      const [viewer, sales] = [await tenant.actor('viewer'), await tenant.actor('sales')];
      const live = await viewer.live.open(notificationChannel);
      const theirs = await sales.live.open(notificationChannel);
      expect([(await live.next()).type, (await theirs.next()).type]).toEqual(['hello', 'hello']);

      dataOf(await tenant.owner.api.members.update(sales.id, { role: 'auditor' }), 200);
      expect((await theirs.next()).type).toBe('notification');

      // The next that comes is the viewer's own: nothing of the colleague came before it.
      dataOf(await viewer.api.notifications.readAll(), 200);
      expect(await live.next()).toEqual({ type: 'unread', unreadCount: 0 });
    },
  );

  test('an API key has no notifications and gets no channel', async ({ tenant }) => {
    const key = await tenant.apiKey(['read']);
    const viewer = await tenant.actor('viewer');

    expect(await key.live.refusal(notificationChannel)).toBeRefused(403);
    expect(await key.api.notifications.list()).toBeRefused(403);

    const live = await viewer.live.open(notificationChannel);
    expect((await live.next()).type).toBe('hello');
  });

  test(
    'signing out closes the channel',
    { annotation: covers({ check: 'WS-05', asvs: ['V7.4.1'] }) },
    async ({ tenant }) => {
      const viewer = await tenant.actor('viewer');
      const live = await viewer.live.open(notificationChannel);
      expect((await live.next()).type).toBe('hello');

      expect(await viewer.api.auth.logout()).toSucceed(204);

      expect((await live.closing).code).toBe(4401);
    },
  );
});
