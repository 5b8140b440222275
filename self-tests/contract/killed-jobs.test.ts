import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Dataset } from '../../api-clients/datasets/schemas.ts';
import type { DetectorVersion } from '../../api-clients/detectors/schemas.ts';
import type { Job } from '../../api-clients/jobs/schemas.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { MortalPlatform } from './mortal-platform.ts';

const PEOPLE = ['Subject-Aurelia', 'Subject-Benedikt', 'Subject-Cosima'] as const;
const ROWS = 15_000;

const platform = new MortalPlatform();

/** kill -9 of the plane that works, which its launcher starts again. */
async function killCompute(): Promise<{ api: ApiClient }> {
  platform.kill('compute');
  return platform.isBack();
}

/** kill -9 of the whole platform, and a start in the same folder, where its database was left running. */
async function killAll(): Promise<{ api: ApiClient }> {
  platform.killAll();
  await platform.start();
  return platform.owner();
}

/** Waits until a job runs, begun at another time than `before`; gives that time. */
async function isRunning(
  { api }: { api: ApiClient },
  { id }: Job,
  before: string | null = null,
): Promise<string | null> {
  let begun: string | null = null;
  const runs = async () => {
    const { status, startedAt } = succeeded(await api.jobs.get(id));
    begun = startedAt;
    return status === 'running' && startedAt !== before;
  };
  await expect.poll(runs, { timeout: 20_000, interval: 5 }).toBe(true);
  return begun;
}

/** Files of all tenants, by their path below the data folder. */
function tenantFiles(): string[] {
  const tenants = path.join(platform.folder, 'tenants');
  return readdirSync(tenants, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tenants, path.join(entry.parentPath, entry.name)))
    .sort();
}

const filesWith = (text: string): string[] =>
  tenantFiles().filter((file) => readFileSync(path.join(platform.folder, 'tenants', file)).includes(text));

describe.skipIf(process.platform !== 'linux')('a job that a kill -9 meets at work', () => {
  beforeAll(async () => {
    await platform.start();
    await platform.register();
  });

  afterAll(() => platform.stop());

  describe('an evaluation', () => {
    let detectorId = '';
    let datasetId = '';

    const start = async ({ api }: { api: ApiClient }) =>
      succeeded(await api.detectors.startEvaluation(detectorId, { datasetId }));
    /** What does not depend on when and how quickly it was done. */
    const untimed = (figures: DetectorVersion['evaluation']) => ({
      ...figures,
      evaluatedAt: null,
      durationMs: null,
    });
    const evaluation = async ({ api }: { api: ApiClient }) =>
      succeeded(await api.detectors.version(detectorId, 1)).evaluation;

    beforeAll(async () => {
      const owner = await platform.owner();
      // More rows than are evaluated at once, and trees enough that it takes seconds.
      datasetId = (await uploadTable(owner, labelledTable({ seed: 4, rows: 60_000, features: 2 }))).id;
      const small = await uploadTable(owner, labelledTable({ seed: 5, rows: 4_200, features: 2 }));
      const parameters = { trees: 500, sampleSize: 4_096 };
      detectorId = (await trainDetector(owner, { datasetId: small.id, parameters })).detector.id;
    });

    it('fails with a reason after a second kill, and leaves no figures and no file', async () => {
      const owner = await platform.owner();
      const files = tenantFiles();
      const job = await start(owner);
      const begun = await isRunning(owner, job);
      const again = await killCompute();
      await isRunning(again, job, begun);

      const after = await killCompute();

      expect(await waitForJob(after, job.id)).toMatchObject({
        status: 'failed',
        error: 'the compute plane stopped while the job ran, twice',
        result: null,
      });
      expect(await evaluation(after)).toBeNull();
      expect(tenantFiles()).toEqual(files);
    });

    it.each([
      { killed: 'the compute plane', kill: killCompute },
      { killed: 'the whole platform', kill: killAll },
    ])('is done again after a kill of $killed, with the figures of one undisturbed', async ({ kill }) => {
      const owner = await platform.owner();
      const files = tenantFiles();
      const job = await start(owner);
      const begun = await isRunning(owner, job);

      const after = await kill();

      const ended = await waitForJob(after, job.id);
      expect(ended.startedAt, 'the kill met it at work').not.toBe(begun);
      expect(ended).toMatchObject({
        status: 'completed',
        error: null,
        progress: 1,
        result: { version: 1 },
      });
      const figures = await evaluation(after);
      const undisturbed = await waitForJob(after, (await start(after)).id);
      expect(undisturbed.status).toBe('completed');
      expect(untimed(await evaluation(after))).toEqual(untimed(figures));
      expect(figures).toMatchObject({ datasetId });
      expect(tenantFiles()).toEqual(files);
      expect(succeeded(await after.api.audit.verify()).valid).toBe(true);
    });
  });

  describe('an erasure', () => {
    const datasets: Dataset[] = [];
    let detectorId = '';

    /** Who is named in each row of a dataset, in its order. */
    const people = async ({ api }: { api: ApiClient }, { id }: Dataset): Promise<string[]> =>
      succeeded(await api.datasets.export(id))
        .trimEnd()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(',').at(-1) ?? '');

    const rowCounts = ({ api }: { api: ApiClient }): Promise<number[]> =>
      Promise.all(datasets.map(async ({ id }) => succeeded(await api.datasets.get(id)).rowCount));

    beforeAll(async () => {
      const owner = await platform.owner();
      const { columns, rows } = labelledTable({ seed: 6, rows: ROWS, features: 3 });
      const table = {
        columns: [...columns, 'person'],
        rows: rows.map((row, index) => [...row, PEOPLE[index % PEOPLE.length] ?? '']),
      };
      for (const name of ['first', 'second', 'third'])
        datasets.push(await uploadTable(owner, table, { name }));
      const [{ id: datasetId } = { id: '' }] = datasets;
      const { detector } = await trainDetector(owner, {
        name: 'of people',
        datasetId,
        algorithm: 'robust_zscore',
        columns,
      });
      detectorId = detector.id;
      for (const { id } of datasets)
        succeeded(await owner.api.detections.create({ detectorId: detector.id, datasetId: id }));
    });

    const KILLS = [
      { killed: 'the compute plane', kill: killCompute, who: PEOPLE[1], left: [PEOPLE[0], PEOPLE[2]] },
      { killed: 'the whole platform', kill: killAll, who: PEOPLE[0], left: [PEOPLE[2]] },
    ];

    it.each(KILLS)(
      'is finished after a kill of $killed, and nothing is left',
      async ({ kill, who, left }) => {
        const owner = await platform.owner();
        const columns = datasets.map(({ id }) => ({ datasetId: id, column: 'person' }));
        expect(filesWith(who)).not.toEqual([]);
        const job = succeeded(await owner.api.privacy.createErasure({ type: 'data', value: who, columns }));
        const begun = await isRunning(owner, job);
        const count = (ROWS / PEOPLE.length) * left.length;
        await expect.poll(() => rowCounts(owner), { interval: 5 }).toContain(count);

        const after = await kill();

        const ended = await waitForJob(after, job.id);
        expect(ended).toMatchObject({ status: 'completed', error: null });
        expect(ended.startedAt, 'the kill met it at work').not.toBe(begun);
        const erasure = succeeded(await after.api.privacy.getErasure(job.erasureId ?? ''));
        expect(erasure.status).toBe('completed');
        expect(erasure.completedAt).not.toBeNull();
        const expected = Array.from({ length: count }, (_, row) => left[row % left.length]);
        for (const dataset of datasets) expect(await people(after, dataset)).toEqual(expected);
        expect(await rowCounts(after)).toEqual(datasets.map(() => count));
        expect(succeeded(await after.api.detections.list()).total).toBe(0);
        const version = succeeded(await after.api.detectors.version(detectorId, 1));
        expect(version.trainedOnErasedData).toBe(true);
        expect(filesWith(who)).toEqual([]);
        expect(tenantFiles().filter((file) => file.includes('.staging'))).toEqual([]);
        expect(succeeded(await after.api.audit.verify()).valid).toBe(true);
        const told = succeeded(await after.api.audit.list({ action: 'privacy.createErasure' })).items;
        expect(told.filter(({ target }) => target?.id === job.erasureId)).toHaveLength(1);
      },
    );
  });
});
