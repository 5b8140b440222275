import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readCheckedYaml } from '../../config/checked-yaml.ts';

const entrySchema = z.strictObject({
  /** `tests/api/a.spec.ts › Title of its describe › title`: with whatever project runs it. */
  test: z.string().regex(/\.spec\.ts › ./, 'is no test: write FILE › TITLES, as a failure names it'),
  owner: z.string().min(1),
  reason: z.string().min(20),
  /** The last day on which it may fail, in UTC. */
  until: z.iso.date(),
});

/** A test whose failure does not fail the run, for a while. */
export interface QuarantineEntry extends z.infer<typeof entrySchema> {
  /** Where it stands: `quarantine.yaml:4`. */
  place: string;
}

/** Reads the text of a quarantine; throws at the first wrong entry, or at a test that is named twice. */
export function readQuarantine(text: string, name: string): QuarantineEntry[] {
  const { data, lineOf } = readCheckedYaml(text, z.array(entrySchema), name);
  const entries = data.map((entry, index) => ({ ...entry, place: `${name}:${lineOf([index])}` }));
  const twice = entries.find(({ test }, index) => entries.findIndex((other) => other.test === test) < index);
  if (twice !== undefined) throw new Error(`${twice.place}: names ${twice.test} a second time`);
  return entries;
}

/** Reads a quarantine. Throws where the file is missing or wrong, in one line. */
export function loadQuarantine(file: string): QuarantineEntry[] {
  const name = path.relative(process.cwd(), file);
  if (!existsSync(file)) throw new Error(`${name} is missing: an empty list, [], quarantines nothing`);
  return readQuarantine(readFileSync(file, 'utf8'), name);
}
