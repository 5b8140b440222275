import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { connectionOptions } from './connection.ts';

/** One migration: a file `NNNN_name.sql` and the SHA-256 of its text. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** A migration as the database remembers it. */
export interface AppliedMigration {
  name: string;
  checksum: string;
}

// Any number will do, so long as nobody else in the database uses it.
const advisoryLock = 4_127_700_001;

/** SHA-256 of a migration's text in hex, the same whatever line ends a checkout has. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

/** Reads the migrations of a folder in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, sql: text, checksum: checksumOf(text) };
    }),
  );
}

/**
 * The migrations that are still to run. Throws when one that has run was changed since, or is gone from the
 * folder: the database is then not what the code believes.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = byName.get(name);
    if (!migration)
      throw new Error(`migration ${name} has run on this database, but is unknown to this version`);
    if (migration.checksum !== checksum) throw new Error(`migration ${name} was changed after it had run`);
  }
  const done = new Set(applied.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}

/**
 * Brings the database up to date: each migration once, in order, in a transaction of its own, under an
 * advisory lock. Returns the names of those that ran.
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client(connectionOptions(url, 'assay migrations'));
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await client.query('CREATE SCHEMA IF NOT EXISTS assay');
    await client.query(
      `CREATE TABLE IF NOT EXISTS assay.migrations (
         name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now())`,
    );
    const applied = await client.query<AppliedMigration>(
      'SELECT name, checksum FROM assay.migrations ORDER BY name',
    );
    const pending = pendingMigrations(migrations, applied.rows);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO assay.migrations (name, checksum) VALUES ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(
      `migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
