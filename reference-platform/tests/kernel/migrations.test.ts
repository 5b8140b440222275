import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checksumOf,
  pendingMigrations,
  readMigrations,
  type Migration,
} from '../../src/database/migrations.ts';

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: checksumOf(sql) });
const first = migration('0000_first.sql', 'CREATE TABLE a ();');
const second = migration('0001_second.sql', 'CREATE TABLE b ();');

describe('migrations', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'migrations-test-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('have the SHA-256 of their text as checksum', () => {
    expect(checksumOf('SELECT 1;\n')).toBe(
      'b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd',
    );
  });

  it('have one checksum whatever line ends the checkout gave them', () => {
    expect(checksumOf('SELECT 1;\r\nSELECT 2;\r\n')).toBe(checksumOf('SELECT 1;\nSELECT 2;\n'));
  });

  it('have another checksum when their text changes', () => {
    expect(checksumOf('SELECT 1;')).not.toBe(checksumOf('SELECT 2;'));
  });

  it('are read in the order of their numbers, other files left aside', async () => {
    for (const name of ['0010_later.sql', '0002_earlier.sql', 'notes.md', '3_short.sql']) {
      await writeFile(path.join(folder, name), '');
    }

    const names = (await readMigrations(folder)).map(({ name }) => name);

    expect(names).toEqual(['0002_earlier.sql', '0010_later.sql']);
  });

  it('all run on a new database', () => {
    expect(pendingMigrations([first, second], [])).toEqual([first, second]);
  });

  it('run once each', () => {
    expect(pendingMigrations([first, second], [first])).toEqual([second]);
    expect(pendingMigrations([first, second], [first, second])).toEqual([]);
  });

  it('refuse a database on which one has run that was changed since', () => {
    const changed = migration(first.name, 'CREATE TABLE other ();');
    expect(() => pendingMigrations([changed], [first])).toThrow(
      'migration 0000_first.sql was changed after it had run',
    );
  });

  it('refuse a database on which one has run that is unknown', () => {
    expect(() => pendingMigrations([first], [first, second])).toThrow(
      'migration 0001_second.sql has run on this database, but is unknown to this version',
    );
  });
});
