import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { type Actor, dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';

const unreadCount = async (actor: Actor) =>
  dataOf(await actor.api.notifications.unreadCount(), 200).unreadCount;

test.describe('notifications', { tag: '@integration' }, () => {
  test('three trainings make three notifications, newest first, for the one who started them', async ({
    tenant,
    seed,
  }) => {
    const [analyst, colleague] = [
      await tenant.actor('analyst'),
      await tenant.actor('analyst', { as: 'colleague' }),
    ];
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    const train = (name: string) =>
      trainDetector(analyst, { name, algorithm: 'robust_zscore', datasetId: dataset.id });
    const trained = [await train('first'), await train('second'), await train('third')];

    const told = dataOf(await analyst.api.notifications.list({ kind: 'job.completed' }), 200);

    expect(told.total).toBe(3);
    expect(told.items.map(({ title, body, link, readAt }) => ({ title, body, link, readAt }))).toEqual(
      trained
        .map(({ detector }) => ({
          title: 'Training completed',
          body: detector.name,
          link: `/detectors/${detector.id}`,
          readAt: null,
        }))
        .reverse(),
    );
    expect(dataOf(await colleague.api.notifications.list({ kind: 'job.completed' }), 200).total).toBe(0);
  });

  test('the notification is there as soon as the job says that it ended', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
    const detector = dataOf(await analyst.api.detectors.create({ name: 'slow', ...SLOW_TRAINING }), 201);
    const { id } = dataOf(await analyst.api.detectors.train(detector.id, { datasetId: dataset.id }), 202);
    expect(dataOf(await analyst.api.notifications.list({ kind: 'job.cancelled' }), 200).total).toBe(0);

    expect(await analyst.api.jobs.cancel(id)).toSucceed(202);
    expect(await waitForJob(analyst, id)).toMatchObject({ status: 'cancelled' });

    const told = dataOf(await analyst.api.notifications.list({ kind: 'job.cancelled' }), 200);
    expect(told.items.map(({ title }) => title)).toEqual(['Training cancelled']);
  });

  test('a job that an API key started is told to nobody', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const key = await tenant.apiKey(['read', 'write']);
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));

    await trainDetector(key, { algorithm: 'robust_zscore', datasetId: dataset.id });

    const ofTheOwner = dataOf(await tenant.owner.api.notifications.list({ kind: 'job.completed' }), 200);
    expect(ofTheOwner.total).toBe(0);
    expect(dataOf(await tenant.owner.api.jobs.list({ kind: 'training' }), 200).total).toBe(1);
  });

  test('a new member is welcomed, and hears of a new role; nobody else does', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const bystander = await tenant.actor('sales');
    const admin = await tenant.actor('admin');

    dataOf(await admin.api.members.update(viewer.id, { role: 'analyst' }), 200);
    dataOf(await admin.api.members.update(viewer.id, { name: 'Another name' }), 200);

    const told = dataOf(await viewer.api.notifications.list(), 200);
    expect(told.items.map(({ kind, body }) => [kind, body])).toEqual([
      ['member.role_changed', 'Your role is analyst now.'],
      ['member.joined', 'You are a member now; your role is viewer.'],
    ]);
    expect(dataOf(await bystander.api.notifications.list(), 200).items.map(({ kind }) => kind)).toEqual([
      'member.joined',
    ]);
  });

  test('the owner hears that an admin revoked a key; nobody hears of what they did themselves', async ({
    tenant,
  }) => {
    const admin = await tenant.actor('admin');
    const key = await tenant.apiKey(['read'], { name: 'import' });

    expect(await admin.api.apiKeys.revoke(key.id)).toSucceed(204);

    const told = dataOf(await tenant.owner.api.notifications.list({ kind: 'api_key.revoked' }), 200);
    expect(told.items.map(({ title }) => title)).toEqual(['API key “import” was revoked']);
    expect(dataOf(await admin.api.notifications.list({ kind: 'api_key.revoked' }), 200).total).toBe(0);

    const another = await tenant.apiKey(['read'], { name: 'export' });
    expect(await tenant.owner.api.apiKeys.revoke(another.id)).toSucceed(204);
    expect(dataOf(await tenant.owner.api.notifications.list({ kind: 'api_key.revoked' }), 200).total).toBe(1);
  });

  test('a grave event is told to those who may deal with it, and to nobody else', async ({
    tenant,
    seed,
  }) => {
    const [analyst, verifier] = [await tenant.actor('analyst'), await tenant.actor('verifier')];
    const [viewer, sales] = [await tenant.actor('viewer'), await tenant.actor('sales')];
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100, contamination: 0.3 }));
    const { detector } = await trainDetector(analyst, {
      algorithm: 'robust_zscore',
      contamination: 0.3,
      datasetId: dataset.id,
    });
    dataOf(await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }), 201);
    const [event] = dataOf(await analyst.api.events.list({ severity: 'critical' }), 200).items;
    const toldOf = async (actor: Actor) =>
      dataOf(await actor.api.notifications.list({ kind: 'event.raised' }), 200).items.map(
        ({ title, body, link }) => ({ title, body, link }),
      );

    const told = { title: 'Critical event', body: event?.title, link: `/alerts/${event?.id ?? ''}` };
    expect(await toldOf(tenant.owner)).toEqual([told]);
    expect(await toldOf(analyst)).toEqual([told]);
    expect(await toldOf(verifier)).toEqual([told]);
    expect(await toldOf(viewer)).toEqual([]);
    expect(await toldOf(sales)).toEqual([]);
  });

  test('a colleague’s notification cannot be told from one that does not exist', async ({ tenant }) => {
    const [viewer, owner] = [await tenant.actor('viewer'), tenant.owner];
    const [own] = dataOf(await viewer.api.notifications.list(), 200).items;

    expect(await owner.api.notifications.read(own?.id ?? '')).toBeRefused(404);

    expect(await unreadCount(viewer)).toBe(1);
    expect(await viewer.api.notifications.read(own?.id ?? '')).toSucceed(200);
  });

  test('reading takes one off the count, once, and keeps the time of the first reading', async ({
    tenant,
  }) => {
    const viewer = await tenant.actor('viewer');
    const [own] = dataOf(await viewer.api.notifications.list({ unread: true }), 200).items;

    const first = dataOf(await viewer.api.notifications.read(own?.id ?? ''), 200);
    const again = dataOf(await viewer.api.notifications.read(own?.id ?? ''), 200);

    expect({ ...first, readAt: null }).toEqual(own);
    expect(first.readAt).not.toBeNull();
    expect(again).toEqual(first);
    expect(await unreadCount(viewer)).toBe(0);
    expect(dataOf(await viewer.api.notifications.list({ unread: true }), 200).total).toBe(0);
    expect(dataOf(await viewer.api.notifications.list({ unread: false }), 200).items).toEqual([first]);
  });

  test('of parallel readings each counts once, whatever their order', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const admin = await tenant.actor('admin');
    for (const role of ['analyst', 'sales', 'verifier', 'auditor'] as const)
      dataOf(await admin.api.members.update(viewer.id, { role }), 200);
    const { items } = dataOf(await viewer.api.notifications.list(), 200);
    const read = [...items.slice(0, 3), ...items.slice(0, 3)];

    const statuses = await Promise.all(
      read.map(async ({ id }) => (await viewer.api.notifications.read(id)).status),
    );

    expect(items).toHaveLength(5);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await unreadCount(viewer)).toBe(2);
  });

  test('marking all says how many were unread, and leaves colleagues’ alone', async ({ tenant }) => {
    const [viewer, sales] = [await tenant.actor('viewer'), await tenant.actor('sales')];
    dataOf(await tenant.owner.api.members.update(viewer.id, { role: 'auditor' }), 200);

    const marks = await Promise.all([viewer.api.notifications.readAll(), viewer.api.notifications.readAll()]);
    const marked = marks.map((mark) => dataOf(mark, 200).marked).toSorted((a, b) => a - b);

    expect(marked).toEqual([0, 2]);
    expect(await unreadCount(viewer)).toBe(0);
    expect(await unreadCount(sales)).toBe(1);
  });

  test('a kind that does not exist is refused at its place', async ({ world }) => {
    const viewer = await world.alpha.actor('viewer');

    const refused = await viewer.api.call({
      operationId: 'notifications.list',
      method: 'GET',
      path: '/notifications',
      query: { kind: 'gossip' },
    });

    expect(refused).toBeRefused(422, { pointer: '/query/kind' });
    expect(await viewer.api.notifications.list({ kind: 'member.joined' })).toSucceed(200);
  });
});
