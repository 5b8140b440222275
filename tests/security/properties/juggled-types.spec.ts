import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

/** Ways to write a number, a truth or an id that a lenient reader would convert. */
const NO_NUMBERS = [
  '1e1',
  '0x10',
  '10.0',
  ' 10',
  '10 ',
  '+10',
  '१०',
  '١٠',
  '',
  'null',
  'true',
  '[10]',
  '1_0',
  '1,0',
];
const NO_TRUTHS = ['1', '0', 'yes', 'TRUE', 'True', 'on', '', 'null', '[]'];

test.use({ transport: 'undici' });

test.describe('Juggled types', { tag: '@security', annotation: covers('AZP-08') }, () => {
  test('a number in a query is written in plain digits or refused', async ({ world }) => {
    const { api } = await world.alpha.actor('viewer');
    const list = (limit: string) =>
      api.call({ operationId: 'datasets.list', method: 'GET', path: '/datasets', query: { limit } });

    for (const text of NO_NUMBERS) {
      expect.soft(await list(text), JSON.stringify(text)).toBeRefused(422, { pointer: '/query/limit' });
    }
    expect(await list('10')).toSucceed(200);
  });

  test('a truth in a query is true or false or refused', async ({ world }) => {
    const { api } = await world.alpha.actor('viewer');
    const list = (unread: string) =>
      api.call({
        operationId: 'notifications.list',
        method: 'GET',
        path: '/notifications',
        query: { unread },
      });

    for (const text of NO_TRUTHS) {
      expect.soft(await list(text), JSON.stringify(text)).toBeRefused(422, { pointer: '/query/unread' });
    }
    expect(await list('false')).toSucceed(200);
  });

  test('a value of another type is refused and not converted, at its field', async ({ tenant }) => {
    const { api } = tenant.owner;
    const viewer = await tenant.actor('viewer');
    const send = (path: string, json: object, method: 'POST' | 'PATCH' = 'POST') =>
      api.call({ operationId: 'juggled', method, path, json });
    const detector = { name: 'd', algorithm: 'robust_zscore' };
    const juggled: [string, object, string, ('POST' | 'PATCH')?][] = [
      ['/detectors', { ...detector, contamination: '0.1' }, '/contamination'],
      ['/detectors', { ...detector, contamination: [0.1] }, '/contamination'],
      ['/detectors', { ...detector, contamination: true }, '/contamination'],
      ['/detectors', { ...detector, seed: '7' }, '/seed'],
      ['/detectors', { ...detector, seed: 7.5 }, '/seed'],
      ['/detectors', { ...detector, seed: null }, '/seed'],
      ['/detectors', { ...detector, name: ['d'] }, '/name'],
      ['/detectors', { ...detector, name: 7 }, '/name'],
      ['/detectors', { ...detector, algorithm: ['robust_zscore'] }, '/algorithm'],
      ['/api-keys', { name: 'k', scopes: 'read' }, '/scopes'],
      ['/api-keys', { name: 'k', scopes: { 0: 'read' } }, '/scopes'],
      ['/api-keys', { name: 'k', scopes: ['read'], expiresAt: 4102444800000 }, '/expiresAt'],
      [`/members/${viewer.id}`, { role: ['owner'] }, '/role', 'PATCH'],
      [`/members/${viewer.id}`, { role: { toString: 'owner' } }, '/role', 'PATCH'],
      [`/members/${viewer.id}`, { status: 0 }, '/status', 'PATCH'],
      [`/members/${viewer.id}`, { status: null }, '/status', 'PATCH'],
      ['/detections', { detectorId: [viewer.id], datasetId: viewer.id }, '/detectorId'],
      ['/detections', { detectorId: { $ne: null }, datasetId: viewer.id }, '/detectorId'],
    ];

    for (const [path, json, pointer, method] of juggled) {
      const result = await send(path, json, method);
      expect.soft(result, `${path} ${JSON.stringify(json)}`).toBeRefused(422, { pointer });
    }

    expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
    expect(dataOf(await api.apiKeys.list(), 200).total).toBe(0);
    expect(dataOf(await api.members.get(viewer.id), 200)).toMatchObject({ role: 'viewer', status: 'active' });
    expect(await send('/detectors', { ...detector, seed: 7, contamination: 0.1 })).toSucceed(201);
  });

  test('a change leaves alone what it does not name', async ({ tenant }) => {
    const { api } = tenant.owner;
    const viewer = await tenant.actor('viewer');
    dataOf(await api.members.update(viewer.id, { status: 'disabled' }), 200);
    const before = dataOf(await api.members.get(viewer.id), 200);

    const renamed = dataOf(await api.members.update(viewer.id, { name: 'Renamed' }), 200);
    const untouched = dataOf(await api.members.update(viewer.id, {}), 200);

    const { updatedAt, ...kept } = before;
    expect(renamed).toMatchObject({ ...kept, name: 'Renamed' });
    expect(renamed.updatedAt > updatedAt).toBe(true);
    expect(untouched).toMatchObject({ ...kept, name: 'Renamed', status: 'disabled' });
  });
});
