import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { overruns } from '../../load/budgets/budget.ts';
import { describeMeasurement } from '../../load/engine/measurement.ts';
import { measureUntilValid } from '../../load/engine/repeat.ts';
import { listDatasetsWorkload, loginWorkload, predictWorkload } from '../../load/workloads/smoke.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe(
  'A load of everyday calls',
  { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'enterprise' });

    test('listing, scoring and signing in keep their budgets while all three go on at once', async ({
      tenant,
      anonymous,
      seed,
    }, testInfo) => {
      const analyst = await tenant.actor('analyst');
      const viewer = await tenant.actor('viewer');
      const table = labelledTable({ seed, rows: 1_000 });
      const dataset = await uploadTable(analyst, table, { name: 'first' });
      await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'second' });
      const { detector } = await trainDetector(analyst, { datasetId: dataset.id });
      const datasets = dataOf(await viewer.api.datasets.list(), 200).total;
      const workloads = [
        listDatasetsWorkload(viewer.api, datasets),
        predictWorkload(analyst.api, detector.id, table.rows.slice(0, 100)),
        loginWorkload(anonymous.api, { email: viewer.email, password: viewer.password }),
      ];

      const { attempts, last } = await measureUntilValid(workloads);

      const measurements = attempts.map((attempt) => attempt.map(({ measurement }) => measurement));
      const report = measurements.flat().map(describeMeasurement).join('\n');
      console.log(report);
      await testInfo.attach('measurements', {
        body: JSON.stringify(measurements, null, 2),
        contentType: 'application/json',
      });
      expect(
        last.flatMap(({ measurement: { question, invalid } }) =>
          invalid.map((reason) => `${question} ${reason}`),
        ),
        report,
      ).toEqual([]);
      expect(
        last.flatMap(({ workload: { question, budgets }, measurement }) =>
          overruns(measurement, budgets).map((overrun) => ({ question, ...overrun })),
        ),
        report,
      ).toEqual([]);
    });
  },
);
