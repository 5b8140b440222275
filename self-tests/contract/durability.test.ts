import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../api-clients/api-client.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';
import { MortalPlatform } from './mortal-platform.ts';

/** What the platform promises: a running job resumes or fails with a reason within this time. */
const JOB_DECIDED_WITHIN_MS = 10_000;

/** All that a tenant has been told is stored. */
async function everything({ api }: { api: ApiClient }) {
  const datasets = succeeded(await api.datasets.list({ limit: 200 })).items;
  const [first] = datasets;
  return {
    datasets,
    rows: succeeded(await api.datasets.rows(first?.id ?? '', { limit: 200 })).items,
    detectors: succeeded(await api.detectors.list({ limit: 200 })).items,
    detections: succeeded(await api.detections.list({ limit: 200 })).items,
    usage: succeeded(await api.tenant.usage()).storageBytes,
    audit: succeeded(await api.audit.verify()).valid,
  };
}

const platform = new MortalPlatform();

describe.skipIf(process.platform !== 'linux')('what was acknowledged', () => {
  beforeAll(async () => {
    await platform.start();
    await platform.register();
    const owner = await platform.owner();
    const dataset = await uploadTable(owner, labelledTable({ seed: 1, rows: 100 }), { name: 'kept' });
    const { detector } = await trainDetector(owner, { datasetId: dataset.id, algorithm: 'robust_zscore' });
    succeeded(await owner.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }));
  });

  afterAll(() => platform.stop());

  it.each(['control', 'compute'] as const)('is there after a kill -9 of the %s plane', async (plane) => {
    const owner = await platform.owner();
    const made = succeeded(
      await owner.api.detectors.create({ name: `acknowledged before ${plane}`, algorithm: 'robust_zscore' }),
    );
    const before = await everything(owner);

    platform.kill(plane);

    const after = await everything(await platform.isBack());
    expect(after).toEqual(before);
    expect(after.detectors.map(({ id }) => id)).toContain(made.id);
  });

  it('is there after a kill -9 of the launcher and a start in the same folder', async () => {
    const before = await everything(await platform.owner());

    platform.kill('launcher');
    await platform.isGone();
    await platform.start();

    expect(await everything(await platform.owner())).toEqual(before);
  });

  it('goes on as a job that the kill -9 of the compute plane met at work, or fails with a reason', async () => {
    const owner = await platform.owner();
    const dataset = await uploadTable(owner, labelledTable({ seed: 2, rows: 20_000 }), { name: 'large' });
    const { id } = succeeded(await owner.api.detectors.create({ name: 'slow', ...SLOW_TRAINING }));
    const job = succeeded(await owner.api.detectors.train(id, { datasetId: dataset.id }));
    const look = async () => succeeded(await owner.api.jobs.get(job.id));
    await expect.poll(async () => (await look()).status, { timeout: 10_000 }).toBe('running');
    const begun = (await look()).startedAt;

    platform.kill('compute');

    const decided = async () => {
      const { status, startedAt, error } = await look();
      if (status === 'failed') return error !== null;
      return status === 'completed' || (status === 'running' && startedAt !== begun);
    };
    await expect.poll(decided, { timeout: JOB_DECIDED_WITHIN_MS }).toBe(true);
  });
});
