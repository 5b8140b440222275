import { covers, dataOf, expect, type TenantHandle, test } from '../../../fixtures/index.ts';
import { raiseEvent } from '../../../flows/raise-events.ts';
import { trainDetector } from '../../../flows/train-detector.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { alarmsOf, MARKUP, NO_TRACES, TRACES } from './traces.ts';

/** Every text that people give, given as markup; the addresses of the pages that show one. */
async function fillWithMarkup({ owner }: TenantHandle, seed: number): Promise<string[]> {
  const { api } = owner;
  const named = { name: MARKUP, description: MARKUP };
  const table = labelledTable({ seed, rows: 40, features: 2 });
  const columns = [MARKUP, 'feature_2', 'note'];
  const rows = table.rows.map((row) => [...row, MARKUP]);
  const dataset = await uploadTable(owner, { ...table, columns, rows }, named);
  const { detector } = await trainDetector(owner, {
    ...named,
    datasetId: dataset.id,
    algorithm: 'robust_zscore',
    columns: columns.slice(0, 2),
  });
  const { detection, event } = await raiseEvent(owner, { detectorId: detector.id, dataset });
  dataOf(await api.events.acknowledge(event.id, { note: MARKUP }), 200);
  const experiment = dataOf(
    await api.experiments.create({
      ...named,
      datasetId: dataset.id,
      candidates: [{ name: MARKUP, algorithm: 'robust_zscore' }],
    }),
    201,
  );
  await waitForJob(owner, dataOf(await api.experiments.run(experiment.id), 202).id);
  const run = dataOf(
    await api.automl.start({
      name: MARKUP,
      datasetId: dataset.id,
      algorithms: ['robust_zscore'],
      budget: { trials: 1, seconds: 30 },
    }),
    202,
  );
  await waitForJob(owner, run.id);
  const stream = dataOf(await api.streams.create({ ...named, detectorId: detector.id }), 201);
  const definition = {
    type: 'frequency',
    filter: { entity: MARKUP },
    count: 2,
    windowSeconds: 60,
  } as const;
  dataOf(await api.patterns.create({ name: MARKUP, definition }), 201);
  const rule = { name: MARKUP, metric: 'latency_p95', comparator: 'above', threshold: 1e9 } as const;
  dataOf(await api.monitoring.createAlertRule(rule), 201);
  dataOf(await api.apiKeys.create({ name: MARKUP, scopes: ['read'] }), 201);
  dataOf(await api.auth.updateMe({ name: MARKUP }), 200);
  return [
    '/',
    '/datasets',
    `/datasets/${dataset.id}`,
    '/detectors',
    `/detectors/${detector.id}`,
    '/detections',
    `/detections/${detection.id}`,
    '/alerts',
    `/alerts/${event.id}`,
    '/experiments',
    `/experiments/${experiment.id}`,
    '/automl',
    `/automl/${run.automlRunId ?? ''}`,
    '/streams',
    `/streams/${stream.id}`,
    '/patterns',
    '/monitoring',
    '/notifications',
    '/members',
    '/api-keys',
    '/account',
  ];
}

test.describe('Markup', { tag: '@security' }, () => {
  test(
    'given in every name, note and column is shown as text on every page and runs on none',
    { annotation: covers('INJ-05') },
    async ({ tenant, open, seed }) => {
      const addresses = await fillWithMarkup(tenant, seed);
      const { page, heading, loading } = await open(tenant.owner);
      const alarms = alarmsOf(page);

      for (const address of addresses) {
        await test.step(address, async () => {
          await page.goto(address);
          await expect(heading).toBeVisible();
          await expect(loading).toHaveCount(0);
          await expect(page.getByText(MARKUP).filter({ visible: true }).first()).toBeVisible();
          expect(await page.evaluate(TRACES)).toEqual(NO_TRACES);
        });
      }

      expect(alarms).toEqual([]);
    },
  );

  test(
    'in an address is neither run nor made part of a page',
    { annotation: covers({ check: 'INJ-06', asvs: ['V3.2.2', 'V1.3.1'] }) },
    async ({ tenant, open }) => {
      const { page, heading, loading } = await open(tenant.owner);
      const alarms = alarmsOf(page);
      const text = encodeURIComponent(`"'>${MARKUP}`);
      const query = ['q', 'page', 'sort', 'status', 'kind', 'action', 'return']
        .map((name) => `${name}=${text}`)
        .join('&');
      const lists = ['datasets', 'detectors', 'detections', 'streams', 'experiments', 'automl', 'alerts'];
      const others = ['notifications', 'members', 'audit', 'login', 'register', 'reset-password', 'nowhere'];

      for (const address of [
        ...[...lists, ...others].map((list) => `/${list}?${query}#token=${text}`),
        ...lists.map((list) => `/${list}/${text}`),
        `/${text}`,
        '/login?return=javascript:marked=1#javascript:marked=1',
      ]) {
        await test.step(address, async () => {
          await page.goto(address);
          await expect(heading).toBeVisible();
          await expect(loading).toHaveCount(0);
          expect(await page.evaluate(TRACES)).toEqual(NO_TRACES);
        });
      }

      expect(alarms).toEqual([]);
    },
  );

  for (const wanted of [
    '//elsewhere.test/',
    '/\\elsewhere.test/',
    '\\\\elsewhere.test/',
    '\t//elsewhere.test/',
    'https:elsewhere.test',
    'https://',
    'javascript:marked=1',
    'data:text/html,<script>marked=1</script>',
  ]) {
    test(
      `as a place to return to, ${JSON.stringify(wanted)} leads nowhere but to the overview`,
      { annotation: covers('INJ-14') },
      async ({ tenant, openSignedOut }) => {
        const { page, heading, login } = await openSignedOut(tenant);
        const alarms = alarmsOf(page);
        const home = await page.goto(`/login?return=${encodeURIComponent(wanted)}`);

        await login.signIn(tenant.owner);

        await expect(heading).toHaveText('Overview');
        await expect(page).toHaveURL('/');
        expect(await page.evaluate(TRACES)).toEqual(NO_TRACES);
        expect(alarms).toEqual([]);
        expect(home?.status()).toBe(200);
      },
    );
  }
});
