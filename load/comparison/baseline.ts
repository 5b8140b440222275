import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Round } from './compare.ts';

const baselineSchema = z.strictObject({
  machineClass: z.string(),
  madeAt: z.iso.datetime(),
  /** What was measured, for example a version or a commit. */
  target: z.string(),
  rounds: z.array(z.record(z.string(), z.number().positive())).min(1),
});
export type Baseline = z.infer<typeof baselineSchema>;

/** Recorded rounds, one file a class of machines, kept with the suite. */
const FOLDER = path.resolve(import.meta.dirname, '..', 'baselines');

export function baselineFile(machineClass: string, folder = FOLDER): string {
  return path.join(folder, `${machineClass}.json`);
}

/** The baseline of a class of machines. Throws, with what to do, where there is none or its file is broken. */
export function readBaseline(machineClass: string, folder = FOLDER): Baseline {
  const file = baselineFile(machineClass, folder);
  if (!existsSync(file))
    throw new Error(
      `no baseline for this class of machine: ${file} is missing; record one with npm run load:compare -- --record TARGET`,
    );
  try {
    return baselineSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} is no baseline: record it anew with npm run load:compare -- --record TARGET`, {
      cause: error,
    });
  }
}

/** Writes a baseline in place of the one that its class had; gives its file. */
export function writeBaseline(baseline: Baseline, folder = FOLDER): string {
  const file = baselineFile(baseline.machineClass, folder);
  mkdirSync(folder, { recursive: true });
  // Three digits say all that a median can tell.
  const rounds = baseline.rounds.map((round): Round =>
    Object.fromEntries(Object.entries(round).map(([name, ms]) => [name, Number(ms.toPrecision(3))])),
  );
  writeFileSync(file, `${JSON.stringify({ ...baseline, rounds }, null, 2)}\n`);
  return file;
}
