import type { ApiClient } from '../../api-clients/api-client.ts';
import { type AlgorithmName, algorithmNameSchema } from '../../api-clients/algorithms/schemas.ts';
import { covers, dataOf, expect, test as base, type TenantHandle } from '../../fixtures/index.ts';
import { makeTenantHandle } from '../../fixtures/actors/tenant-handle.ts';
import { trainDetector, type TrainedDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import {
  type MetamorphicTables,
  numberRows,
  seriesVariants,
  tabularVariants,
} from '../../test-data/metamorphic-tables.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { rankCorrelation, rocAuc } from '../../test-data/statistics.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';
import type { LabelledTable } from '../../test-data/table.ts';

/** `neighbour`: another tenant on the same platform. */
const test = base.extend<{ neighbour: TenantHandle }>({
  neighbour: async ({ tenant, tenantPlan, provisioner, actorTools }, use) => {
    const made = await provisioner.createTenant(`${tenant.name}-by`, tenantPlan);
    await use(makeTenantHandle(actorTools, made));
    await provisioner.removeTenant(made);
  },
});

/** What an algorithm must not mind, and how sharply it tells. */
interface Relation {
  tables: (seed: number) => MetamorphicTables;
  /** Least rank correlation of the scores before and after columns were scaled. */
  agreement: number;
  /** The rank that a planted outlier has at worst. */
  plantedRank: number;
}

const EACH_COLUMN = [1024, 1 / 256, 8];
const ALL_COLUMNS = [1024];

const tabular = (factors: readonly number[], agreement = 0.999999): Relation => ({
  tables: (seed) => tabularVariants(seed, { order: true, factors }),
  agreement,
  plantedRank: 1,
});

/** Every algorithm of the catalogue. */
const RELATIONS: Record<AlgorithmName, Relation> = {
  // Its sub-samples hang on the values, so another scale gives another forest.
  isolation_forest: tabular(EACH_COLUMN, 0.9),
  robust_zscore: tabular(EACH_COLUMN),
  // Distances know no columns: only one factor for all of them leaves their order.
  local_outlier_factor: tabular(ALL_COLUMNS),
  knn: tabular(ALL_COLUMNS),
  ecod: tabular(EACH_COLUMN),
  pca: tabular(EACH_COLUMN),
  seasonal_residual: {
    ...tabular(EACH_COLUMN),
    tables: (seed) => seriesVariants(seed, { order: true, factors: EACH_COLUMN }),
  },
  // The order of a stream is its time. Rows that the last window does not hold may have no mass at all, as the planted one.
  half_space_trees: {
    ...tabular(EACH_COLUMN),
    tables: (seed) => tabularVariants(seed, { order: false, factors: EACH_COLUMN }),
    plantedRank: 2,
  },
};

type Actor = { api: ApiClient };

async function trainOn(actor: Actor, algorithm: AlgorithmName, name: string, table: LabelledTable) {
  const timeColumn = table.columns.includes('timestamp') ? { timeColumn: 'timestamp' } : {};
  const dataset = await uploadTable(actor, table, { name, ...timeColumn });
  const trained = await trainDetector(actor, { datasetId: dataset.id, algorithm, name, contamination: 0.05 });
  return { ...trained, datasetId: dataset.id };
}

async function scoresOf(
  { api }: Actor,
  { detector }: Pick<TrainedDetector, 'detector'>,
  table: LabelledTable<number | string>,
  version = 1,
) {
  const rows = numberRows(table);
  const { results, anomalyCount } = dataOf(await api.detectors.predict(detector.id, { rows, version }), 200);
  return {
    scores: results.map(({ score }) => score),
    anomalies: results.filter(({ label }) => label === 1).map(({ index }) => index),
    anomalyCount,
  };
}

const higherThan = (scores: readonly number[], place: number) =>
  scores.filter((score) => score > (scores[place] ?? Number.NaN)).length;

test.describe('Metamorphic relations', { tag: '@integration' }, () => {
  test('every algorithm of the catalogue is held to them', async ({ world }) => {
    const viewer = await world.alpha.actor('viewer');

    const { items } = dataOf(await viewer.api.algorithms.list(), 200);

    expect(items.map(({ id }) => id).toSorted()).toEqual(Object.keys(RELATIONS).toSorted());
  });

  for (const name of algorithmNameSchema.options) {
    const { tables, agreement, plantedRank } = RELATIONS[name];

    test(
      `${name}: what does not matter changes no score, and what stands out is found`,
      { annotation: covers('CON-14') },
      async ({ tenant, seed }) => {
        const analyst = await tenant.actor('analyst');
        const { base: table, shuffled, scaled, planted, plantedAt, twins } = tables(seed);
        const [onBase, onShuffled, onScaled, onPlanted] = await Promise.all([
          trainOn(analyst, name, 'base', table),
          trainOn(analyst, name, 'shuffled', shuffled),
          trainOn(analyst, name, 'scaled', scaled),
          trainOn(analyst, name, 'planted', planted),
        ]);
        await analyst.api.detectors.update(onBase.detector.id, { contamination: 0.1 });
        const again = dataOf(
          await analyst.api.detectors.train(onBase.detector.id, { datasetId: onBase.datasetId }),
          202,
        );
        await waitForJob(analyst, again.id);

        const [first, second, ofShuffled, ofScaled, ofPlanted, detection] = await Promise.all([
          scoresOf(analyst, onBase, table),
          scoresOf(analyst, onBase, table, 2),
          scoresOf(analyst, onShuffled, table),
          scoresOf(analyst, onScaled, scaled),
          scoresOf(analyst, onPlanted, planted),
          analyst.api.detections.create({
            detectorId: onBase.detector.id,
            datasetId: onBase.datasetId,
            version: 1,
          }),
        ]);

        expect(ofShuffled.scores, 'the order of the rows').toEqual(first.scores);
        expect(rankCorrelation(ofScaled.scores, first.scores), 'the unit of a column').toBeGreaterThanOrEqual(
          agreement,
        );
        expect(second.scores, 'the same seed, and another contamination').toEqual(first.scores);
        expect(first.scores[twins[0]], 'equal rows').toBe(first.scores[twins[1]]);
        expect(higherThan(first.scores, plantedAt), 'the row before it is planted').toBeGreaterThan(
          plantedRank,
        );
        expect(higherThan(ofPlanted.scores, plantedAt), 'a planted outlier').toBeLessThan(plantedRank);
        expect(first.anomalies, 'the share of contamination').toHaveLength(
          Math.round(table.rows.length * 0.05),
        );
        expect(second.anomalies, 'more contamination').toHaveLength(Math.round(table.rows.length * 0.1));
        expect(second.anomalies).toEqual(expect.arrayContaining(first.anomalies));
        expect(first.anomalyCount).toBe(first.anomalies.length);
        expect(dataOf(detection, 201)).toMatchObject({ anomalyCount: first.anomalies.length });
        expect(new Set(first.scores).size, 'distinct scores').toBeGreaterThan(200);
        expect(rocAuc(first.scores, table.labels), 'ROC-AUC').toBeGreaterThanOrEqual(0.95);
        expect(onBase.version.metrics?.rocAuc).toBeCloseTo(rocAuc(first.scores, table.labels), 9);
      },
    );
  }

  test(
    'the load of another tenant changes no score',
    { annotation: covers('AZO-15') },
    async ({ tenant, neighbour, seed }) => {
      const analyst = await tenant.actor('analyst');
      const table = labelledTable({ seed, rows: 300, features: 4 });
      const trained = await trainOn(analyst, 'half_space_trees', 'alone', table);
      const alone = await scoresOf(analyst, trained, table);
      const load = await uploadTable(neighbour.owner, labelledTable({ seed: seed + 1, rows: 20_000 }));
      const slow = dataOf(
        await neighbour.owner.api.detectors.create({ name: 'slow', ...SLOW_TRAINING }),
        201,
      );
      const job = dataOf(await neighbour.owner.api.detectors.train(slow.id, { datasetId: load.id }), 202);
      const statusOfLoad = async () => dataOf(await neighbour.owner.api.jobs.get(job.id), 200).status;
      await expect.poll(statusOfLoad, { intervals: [20], timeout: 30_000 }).toBe('running');

      const meanwhile = await scoresOf(analyst, trained, table);
      const loadThen = await statusOfLoad();
      await neighbour.owner.api.jobs.cancel(job.id);
      const after = await trainOn(analyst, 'half_space_trees', 'after', table);

      expect(loadThen).toBe('running');
      expect(meanwhile).toEqual(alone);
      expect(await scoresOf(analyst, after, table)).toEqual(alone);
    },
  );
});
