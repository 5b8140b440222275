import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const STRONG = /^"[^"]+"$/;

test.describe('Conditional changes', { tag: '@integration', annotation: covers('CON-13') }, () => {
  test('a dataset’s ETag is the same on creation and reading, and moves with each change', async ({
    tenant,
  }) => {
    const { api } = await tenant.actor('analyst');
    const file = { name: 't.csv', contentType: 'text/csv', content: 'a\n1\n' };

    const created = await api.datasets.create({ name: 'table', file });
    const { id } = dataOf(created, 201);
    const read = await api.datasets.get(id);
    const changed = await api.datasets.update(id, { description: 'changed' });
    const readAgain = await api.datasets.get(id);

    expect(created.headers['etag']).toMatch(STRONG);
    expect(read.headers['etag']).toBe(created.headers['etag']);
    expect(changed.headers['etag']).not.toBe(created.headers['etag']);
    expect(readAgain.headers['etag']).toBe(changed.headers['etag']);
  });

  test('a stale change of a dataset is refused and not made, a current one is made', async ({
    tenant,
    seed,
  }) => {
    const { api } = await tenant.actor('analyst');
    const { id } = await uploadTable({ api }, labelledTable({ seed, rows: 20 }));
    const stale = (await api.datasets.get(id)).headers['etag'] ?? '';
    const current = (await api.datasets.update(id, { name: 'first' })).headers['etag'] ?? '';

    expect(await api.datasets.update(id, { name: 'second' }, { ifMatch: stale })).toBeRefused(412);
    expect(dataOf(await api.datasets.get(id), 200).name).toBe('first');
    expect(await api.datasets.update(id, { name: 'second' }, { ifMatch: current })).toSucceed(200);
  });

  test('a stale removal of a dataset is refused and not made, a current one is made', async ({
    tenant,
    seed,
  }) => {
    const { api } = await tenant.actor('analyst');
    const { id } = await uploadTable({ api }, labelledTable({ seed, rows: 20 }));
    const stale = (await api.datasets.get(id)).headers['etag'] ?? '';
    const current = (await api.datasets.update(id, { name: 'first' })).headers['etag'] ?? '';

    expect(await api.datasets.remove(id, { ifMatch: stale })).toBeRefused(412);
    expect(await api.datasets.get(id)).toSucceed(200);
    expect(await api.datasets.remove(id, { ifMatch: current })).toSucceed(204);
  });

  test('a detector, a member and the tenant are guarded alike', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const viewer = await tenant.actor('viewer');
    const { api } = admin;
    const { id } = dataOf(await api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }), 201);
    const detector = (await api.detectors.get(id)).headers['etag'] ?? '';
    const member = (await api.members.get(viewer.id)).headers['etag'] ?? '';
    const own = (await api.tenant.get()).headers['etag'] ?? '';

    expect(await api.detectors.update(id, { name: 'e' }, { ifMatch: detector })).toSucceed(200);
    expect(await api.detectors.update(id, { name: 'f' }, { ifMatch: detector })).toBeRefused(412);
    expect(await api.members.update(viewer.id, { name: 'e' }, { ifMatch: member })).toSucceed(200);
    expect(await api.members.update(viewer.id, { name: 'f' }, { ifMatch: member })).toBeRefused(412);
    expect(await api.tenant.update({ name: `${tenant.name} e` }, { ifMatch: own })).toSucceed(200);
    expect(await api.tenant.update({ name: `${tenant.name} f` }, { ifMatch: own })).toBeRefused(412);
  });

  test('a stale removal of a detector, a stream or a member is refused, and the same without a condition made', async ({
    tenant,
    seed,
  }) => {
    const { api } = await tenant.actor('admin');
    const viewer = await tenant.actor('viewer');
    const dataset = await uploadTable({ api }, labelledTable({ seed, rows: 40 }));
    const { detector } = await trainDetector({ api }, { datasetId: dataset.id, seed });
    const stream = dataOf(await api.streams.create({ name: 'stream', detectorId: detector.id }), 201);
    const stale = { ifMatch: '"stale"' };

    expect(await api.streams.remove(stream.id, stale)).toBeRefused(412);
    expect(await api.detectors.remove(detector.id, stale)).toBeRefused(412);
    expect(await api.members.remove(viewer.id, stale)).toBeRefused(412);

    expect(await api.streams.remove(stream.id)).toSucceed(204);
    expect(await api.detectors.remove(detector.id)).toSucceed(204);
    expect(await api.members.remove(viewer.id)).toSucceed(204);
  });

  test('of two changes made on the same reading at once, one is made', async ({ tenant, seed }) => {
    const { api } = await tenant.actor('analyst');
    const { id } = await uploadTable({ api }, labelledTable({ seed, rows: 20 }));
    const ifMatch = (await api.datasets.get(id)).headers['etag'] ?? '';

    const results = await Promise.all([
      api.datasets.update(id, { name: 'left' }, { ifMatch }),
      api.datasets.update(id, { name: 'right' }, { ifMatch }),
    ]);

    expect(results.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});
