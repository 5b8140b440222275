import { UNKNOWN_ID } from '../../../contract/bare-request.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { trainDetector } from '../../../flows/train-detector.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

const TREES = { algorithm: 'isolation_forest', name: 'Same name', seed: 7 } as const;
const ROWS = [
  [0, 0],
  [1, -1],
  [9, 9],
];

test.use({ transport: 'undici' });

test.describe('Models of tenants', { tag: '@security', annotation: covers('AZO-15') }, () => {
  test('a detector scores the same while a neighbour trains another of the same name on other data', async ({
    tenant,
    neighbour,
    seed,
  }) => {
    const trained = async (actor: Actor, tableSeed: number) => {
      const table = labelledTable({ seed: tableSeed, rows: 300, features: 2 });
      const dataset = await uploadTable(actor, table, { name: 'Same data' });
      return (await trainDetector(actor, { ...TREES, datasetId: dataset.id })).detector.id;
    };
    const scores = async ({ api }: Actor, id: string) => {
      const { results } = dataOf(await api.detectors.predict(id, { rows: ROWS }), 200);
      return results.map(({ score }) => score);
    };
    const own = await trained(tenant.owner, seed);
    const before = await scores(tenant.owner, own);

    const training = trained(neighbour.owner, seed + 1);
    const during = await scores(tenant.owner, own);
    const other = await training;

    expect(during).toEqual(before);
    expect(await scores(tenant.owner, own)).toEqual(before);
    expect(await scores(neighbour.owner, other)).not.toEqual(before);
  });

  test('another tenant’s model neither scores, explains nor measures, like one that does not exist', async ({
    world,
  }) => {
    const { api } = await world.beta.actor('analyst');
    const rows = [Array.from({ length: 4 }, () => 0)];

    for (const id of [world.alpha.detector.id, UNKNOWN_ID]) {
      expect.soft(await api.detectors.predict(id, { rows })).toBeRefused(404);
      expect.soft(await api.detectors.explain(id, { rows })).toBeRefused(404);
      expect.soft(await api.detectors.drift(id, { datasetId: world.beta.dataset.id })).toBeRefused(404);
    }
    for (const datasetId of [world.alpha.dataset.id, UNKNOWN_ID]) {
      const drift = await api.detectors.drift(world.beta.detector.id, { datasetId });
      expect.soft(drift).toBeRefused(422, { pointer: '/query/datasetId' });
    }
    const own = await api.detectors.drift(world.beta.detector.id, { datasetId: world.beta.dataset.id });
    expect(own).toSucceed(200);
  });
});
