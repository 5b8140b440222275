import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger, readLedgers } from '../../../targets/ledger.ts';

describe('the ledger', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-ledger-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('knows over all workers what was made and not removed', () => {
    const [first, second] = [new Ledger(folder, 0), new Ledger(folder, 1)];
    first.created({ name: 'a', ownerEmail: 'owner@a.test' });
    second.created({ name: 'b', ownerEmail: 'owner@b.test' });
    first.removed({ name: 'a', ownerEmail: 'owner@a.test' });

    expect(readLedgers(folder)).toEqual({ created: 2, left: [{ name: 'b', ownerEmail: 'owner@b.test' }] });
  });

  it('is empty where nothing was made', () => {
    expect(readLedgers(path.join(folder, 'none'))).toEqual({ created: 0, left: [] });
  });

  it('holds names and addresses only', () => {
    new Ledger(folder, 0).created({ name: 'a', ownerEmail: 'owner@a.test' });

    expect(readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))).toEqual([
      '{"event":"created","name":"a","ownerEmail":"owner@a.test"}\n',
    ]);
  });
});
