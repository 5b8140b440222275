import { sql } from 'kysely';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { validate } from 'uuid';
import type { Database } from '../../database/database.ts';
import {
  datasetFolder,
  datasetsFolder,
  removeFolderAtomically,
  removedTenantsFolder,
  removeTenantFiles,
  stagingFolder,
  tenantsFolder,
  uploadsFolder,
} from '../../storage/index.ts';

/** Drafts of the compute plane, which may be older than this start of the control plane, are given this long. */
const STAGING_GRACE_MS = 60 * 60 * 1000;

/** Says which ids have a row. */
export interface KnownRows {
  have(table: 'tenants' | 'datasets', id: string): Promise<boolean>;
}

/** The rows of the database, of all tenants. */
export function rowsOf(database: Database): KnownRows {
  return {
    async have(table, id) {
      const found = await sql`select 1 from ${sql.table(table)} where id = ${id}`.execute(database.direct);
      return found.rows.length > 0;
    },
  };
}

/**
 * Removes what a killed process left in the data folder: uploads that were not whole, datasets whose row was not
 * committed (or was removed, and the files were not), folders of tenants that are gone. Only what is older than
 * `before`, the start of this process, is looked at, so that it can run beside new uploads.
 */
export async function removeOrphanedFiles(rows: KnownRows, dataFolder: string, before: Date): Promise<void> {
  await removeOlder(removedTenantsFolder(dataFolder), before.getTime());
  const known: string[] = [];
  const unknown: string[] = [];
  for (const tenantId of await idsIn(tenantsFolder(dataFolder), Infinity)) {
    ((await rows.have('tenants', tenantId)) ? known : unknown).push(tenantId);
  }
  // A data folder of which the database knows nothing belongs to another database.
  if (known.length === 0) return;
  for (const tenantId of unknown) await removeTenantFiles(dataFolder, tenantId);
  for (const tenantId of known) {
    const staging = stagingFolder(dataFolder, tenantId);
    await removeOlder(uploadsFolder(dataFolder, tenantId), before.getTime());
    await removeOlder(staging, before.getTime() - STAGING_GRACE_MS);
    for (const datasetId of await idsIn(datasetsFolder(dataFolder, tenantId), before.getTime())) {
      if (await rows.have('datasets', datasetId)) continue;
      await removeFolderAtomically(staging, datasetFolder(dataFolder, tenantId, datasetId));
    }
  }
}

/** The entries of a folder that were last changed before a time (ms); none where it does not exist. */
async function olderEntries(folder: string, before: number): Promise<string[]> {
  const names = await readdir(folder).catch(ignoreMissing);
  const older: string[] = [];
  for (const name of names ?? []) {
    const entry = await stat(join(folder, name)).catch(ignoreMissing);
    if (entry !== undefined && entry.mtimeMs < before) older.push(name);
  }
  return older;
}

async function idsIn(folder: string, before: number): Promise<string[]> {
  return (await olderEntries(folder, before)).filter((name) => validate(name));
}

async function removeOlder(folder: string, before: number): Promise<void> {
  for (const name of await olderEntries(folder, before)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
