import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Result } from '../../api-clients/http/result.ts';
import { covers, dataOf, expect, test, type Actor, type TenantHandle } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const csv = (content: string) => ({ name: 't.csv', contentType: 'text/csv', content });
const LONG = 'a,b\n'.concat('1,2\n'.repeat(20_000));

/** All that a tenant holds, as far as its figures and lists say. */
async function holdings({ api }: Actor) {
  const { datasets, detectors, members, storageBytes } = dataOf(await api.tenant.usage(), 200);
  return {
    figures: { datasets, detectors, members, storageBytes },
    datasets: dataOf(await api.datasets.list(), 200).items,
    detectors: dataOf(await api.detectors.list(), 200).items,
    jobs: dataOf(await api.jobs.list(), 200).items,
  };
}

/** Uploads that fail after much of the file has arrived. */
const FAILING_UPLOADS: Record<string, (api: ApiClient) => Promise<Result<unknown>>> = {
  'a last row with a cell too many': (api) =>
    api.datasets.create({ name: 'new', file: csv(`${LONG}1,2,3\n`) }),
  'a label column that is no label': (api) =>
    api.datasets.create({ name: 'new', labelColumn: 'b', file: csv(LONG) }),
  'a time column that is not there': (api) =>
    api.datasets.create({ name: 'new', timeColumn: 'when', file: csv(LONG) }),
};

/** A resource that is changed under `If-Match`: reads its tag, and gives the change. */
type Guarded = (ground: {
  tenant: TenantHandle;
  seed: number;
}) => Promise<{ ifMatch: string; change: (value: number, ifMatch: string) => Promise<Result<unknown>> }>;

const tagOf = ({ headers }: Result<unknown>): string => headers['etag'] ?? '';

/** Every resource that is changed under `If-Match`, by the operation that changes it. */
const GUARDED: Record<string, Guarded> = {
  'datasets.update': async ({ tenant, seed }) => {
    const { api } = tenant.owner;
    const { id } = await uploadTable({ api }, labelledTable({ seed, rows: 20 }));
    const change = (value: number, ifMatch: string) =>
      api.datasets.update(id, { description: `${value}` }, { ifMatch });
    return { ifMatch: tagOf(await api.datasets.get(id)), change };
  },
  'detectors.update': async ({ tenant }) => {
    const { api } = tenant.owner;
    const { id } = dataOf(await api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }), 201);
    const change = (value: number, ifMatch: string) =>
      api.detectors.update(id, { description: `${value}` }, { ifMatch });
    return { ifMatch: tagOf(await api.detectors.get(id)), change };
  },
  'members.update': async ({ tenant }) => {
    const { api } = tenant.owner;
    const { id } = await tenant.actor('viewer');
    const change = (value: number, ifMatch: string) =>
      api.members.update(id, { name: `Name ${value}` }, { ifMatch });
    return { ifMatch: tagOf(await api.members.get(id)), change };
  },
  'tenant.update': async ({ tenant }) => {
    const { api } = tenant.owner;
    const change = (value: number, ifMatch: string) =>
      api.tenant.update({ name: `${tenant.name} ${value}` }, { ifMatch });
    return { ifMatch: tagOf(await api.tenant.get()), change };
  },
  'streams.update': async ({ tenant, seed }) => {
    const { api } = tenant.owner;
    const dataset = await uploadTable({ api }, labelledTable({ seed, rows: 40 }));
    const { detector } = await trainDetector({ api }, { datasetId: dataset.id, algorithm: 'robust_zscore' });
    const { id } = dataOf(await api.streams.create({ name: 's', detectorId: detector.id }), 201);
    const change = (value: number, ifMatch: string) =>
      api.streams.update(id, { description: `${value}` }, { ifMatch });
    return { ifMatch: tagOf(await api.streams.get(id)), change };
  },
  'privacy.setRetention': async ({ tenant }) => {
    const { api } = tenant.owner;
    const current = await api.privacy.getRetention();
    const retention = dataOf(current, 200);
    const change = (value: number, ifMatch: string) =>
      api.privacy.setRetention({ ...retention, jobs: 10 + value }, { ifMatch });
    return { ifMatch: tagOf(current), change };
  },
};

test.describe('All or nothing', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  for (const [fault, upload] of Object.entries(FAILING_UPLOADS)) {
    test(
      `an upload that fails by ${fault} leaves nothing, and its name is free`,
      { annotation: covers('CON-06', 'BIZ-04') },
      async ({ tenant }) => {
        const analyst = await tenant.actor('analyst');
        dataOf(await analyst.api.datasets.create({ name: 'old', file: csv('a\n1\n') }), 201);
        const before = await holdings(analyst);

        const failed = await upload(analyst.api);

        expect(failed).toBeRefused(422);
        expect(await holdings(analyst)).toEqual(before);
        expect(await analyst.api.datasets.create({ name: 'new', file: csv('a\n1\n') })).toSucceed(201);
      },
    );
  }

  test('an upload whose name was taken while it arrived leaves the first one as it is', async ({
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const first = dataOf(await analyst.api.datasets.create({ name: 'table', file: csv('a\n1\n2\n') }), 201);
    const before = await holdings(analyst);

    expect(await analyst.api.datasets.create({ name: 'table', file: csv(LONG) })).toBeRefused(409);

    expect(await holdings(analyst)).toEqual(before);
    expect(dataOf(await analyst.api.datasets.rows(first.id), 200).total).toBe(2);
  });

  test(
    'a training that is refused leaves no job, and the detector as it was',
    { annotation: covers('CON-06') },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const { id } = dataOf(
        await analyst.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }),
        201,
      );
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));
      const before = await holdings(analyst);

      const refused = await analyst.api.detectors.train(id, { datasetId: dataset.id, columns: ['nothing'] });

      expect(refused).toBeRefused(422, { pointer: '/columns/0' });
      expect(await holdings(analyst)).toEqual(before);
    },
  );

  test(
    'a refused change has moved nothing on: neither the tag nor the time of the last change',
    { annotation: covers('CON-06') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const make = async (name: string) =>
        dataOf(await api.detectors.create({ name, algorithm: 'robust_zscore' }), 201);
      const [first, second] = [await make('first'), await make('second')];

      expect(await api.detectors.update(second.id, { name: first.name, description: 'new' })).toBeRefused(
        409,
      );

      expect(dataOf(await api.detectors.get(second.id), 200)).toEqual(second);
    },
  );

  for (const [operationId, prepare] of Object.entries(GUARDED)) {
    test(
      `of six parallel changes by ${operationId} on the same reading exactly one is made`,
      { annotation: covers('CON-13') },
      async ({ tenant, seed }) => {
        const { ifMatch, change } = await prepare({ tenant, seed });

        const results = await Promise.all(Array.from({ length: 6 }, (_, value) => change(value, ifMatch)));

        expect(results.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
      },
    );
  }

  test('every resource of the contract that has a tag is among those changed in parallel', ({ contract }) => {
    const guarded = contract.operations.filter(
      ({ id, method, responses }) =>
        (method === 'PATCH' || method === 'PUT') &&
        responses.has(412) &&
        contract.rule(id).access === 'member',
    );

    expect(guarded.map(({ id }) => id).sort()).toEqual(Object.keys(GUARDED).sort());
  });
});
