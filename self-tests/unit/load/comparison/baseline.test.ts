import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { baselineFile, readBaseline, writeBaseline } from '../../../../load/comparison/baseline.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'baselines-'));
afterAll(() => rmSync(folder, { recursive: true }));

const baseline = {
  machineClass: 'a-2-cores-4-gib-x64',
  madeAt: '2026-01-01T00:00:00.000Z',
  target: 'main',
  rounds: [{ list: 1.23456 }, { list: 2 }],
};

describe('a baseline', () => {
  it('is read back as it was recorded, to three digits, for its class of machine alone', () => {
    const file = writeBaseline(baseline, folder);

    expect(file).toBe(baselineFile(baseline.machineClass, folder));
    expect(readBaseline(baseline.machineClass, folder)).toEqual({
      ...baseline,
      rounds: [{ list: 1.23 }, { list: 2 }],
    });
    expect(() => readBaseline('b-8-cores', folder)).toThrow(/b-8-cores\.json is missing; record one with/);
  });

  it.each([
    ['broken', '{'],
    ['of another shape', '{"rounds": []}'],
  ])('that is %s is named with what to do', (_fault, text) => {
    writeFileSync(baselineFile('broken', folder), text);

    expect(() => readBaseline('broken', folder)).toThrow(/broken\.json is no baseline: record it anew with/);
  });
});
