import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeOrphanedFiles } from '../../src/control/datasets/orphaned-files.ts';
import { datasetFolder, tenantFolder, uploadsFolder } from '../../src/storage/index.ts';

const TENANT = '01934f5e-0000-7000-8000-000000000001';
const GONE_TENANT = '01934f5e-0000-7000-8000-000000000002';
const KEPT = '01934f5e-0000-7000-8000-000000000003';
const UNCOMMITTED = '01934f5e-0000-7000-8000-000000000004';
const ARRIVING = '01934f5e-0000-7000-8000-000000000005';

const START = new Date('2026-11-21T08:00:00.000Z');
const BEFORE = new Date('2026-11-21T07:59:00.000Z');
const AFTER = new Date('2026-11-21T08:01:00.000Z');

let dataFolder = '';

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'orphans-'));
});

afterEach(async () => {
  await rm(dataFolder, { recursive: true });
});

async function folder(path: string, changed: Date): Promise<void> {
  await mkdir(path, { recursive: true });
  await utimes(path, changed, changed);
}

describe('the sweep at the start', () => {
  it('removes what a killed process left, and nothing of a known dataset or a new upload', async () => {
    await folder(datasetFolder(dataFolder, TENANT, KEPT), BEFORE);
    await folder(datasetFolder(dataFolder, TENANT, UNCOMMITTED), BEFORE);
    await folder(datasetFolder(dataFolder, TENANT, ARRIVING), AFTER);
    await folder(join(uploadsFolder(dataFolder, TENANT), 'broken-off'), BEFORE);
    await folder(join(uploadsFolder(dataFolder, TENANT), 'arriving'), AFTER);
    await folder(datasetFolder(dataFolder, GONE_TENANT, KEPT), BEFORE);
    await folder(tenantFolder(dataFolder, GONE_TENANT), BEFORE);
    const known = new Set([`tenants ${TENANT}`, `datasets ${KEPT}`]);

    const rows = { have: (table: string, id: string) => Promise.resolve(known.has(`${table} ${id}`)) };
    await removeOrphanedFiles(rows, dataFolder, START);

    expect(await readdir(join(dataFolder, 'tenants'))).toEqual([TENANT]);
    expect((await readdir(join(tenantFolder(dataFolder, TENANT), 'datasets'))).sort()).toEqual([
      KEPT,
      ARRIVING,
    ]);
    expect(await readdir(uploadsFolder(dataFolder, TENANT))).toEqual(['arriving']);
  });

  it('leaves a data folder alone of which the database knows nothing', async () => {
    await folder(datasetFolder(dataFolder, TENANT, KEPT), BEFORE);

    await removeOrphanedFiles({ have: () => Promise.resolve(false) }, dataFolder, START);

    expect(await readdir(join(tenantFolder(dataFolder, TENANT), 'datasets'))).toEqual([KEPT]);
  });

  it('has nothing to do in an empty data folder', async () => {
    await removeOrphanedFiles({ have: () => Promise.resolve(false) }, dataFolder, START);

    expect(await readdir(dataFolder)).toEqual([]);
  });
});
