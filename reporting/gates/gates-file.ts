import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readCheckedYaml } from '../../config/checked-yaml.ts';
import { daysSchema, excessSchema, minutesSchema, shareSchema } from './limits.ts';

const countSchema = z.strictObject({ atMost: z.int().min(0) });
const atLeastShareSchema = z.strictObject({ atLeast: shareSchema });

const groupSchema = z
  .strictObject({
    project: z.string().optional(),
    tag: z.string().startsWith('@').optional(),
    atLeast: shareSchema,
  })
  .refine(({ project, tag }) => (project === undefined) !== (tag === undefined), {
    message: 'names a project or a tag, and not both',
  });

const gatesSchema = z
  .strictObject({
    failedTests: countSchema,
    flakyTests: countSchema,
    successRate: z.record(z.string(), groupSchema),
    operationCoverage: atLeastShareSchema,
    statusCoverage: atLeastShareSchema,
    loadBudgets: countSchema,
    performance: z.strictObject({ slowerByAtMost: excessSchema, youngerThan: daysSchema }),
    killScore: z.strictObject({ atLeast: shareSchema, ofAtLeast: z.int().min(1), youngerThan: daysSchema }),
    quarantine: z.strictObject({ file: z.string(), atMost: z.int().min(0), longest: daysSchema }),
    duration: z.strictObject({ atMost: minutesSchema }),
    secrets: z.literal('none left'),
  })
  .partial();

/** What a run is held to. A gate that is not named is not there. */
export type QualityGates = z.infer<typeof gatesSchema>;

/** A group of tests whose success rate is judged by itself. */
export type Group = z.infer<typeof groupSchema>;

/** Reads the text of a file of gates; throws at the first wrong entry: `quality-gates.yaml:3: flakyTests.atMost: …`. */
export function readGates(text: string, name: string): QualityGates {
  const { data } = readCheckedYaml(text, gatesSchema, name);
  if (Object.keys(data).length === 0) throw new Error(`${name}:1: names no gate, so nothing is judged`);
  return data;
}

/** Reads a file of gates. Throws where it is missing or wrong, in one line. */
export function loadGates(file: string): QualityGates {
  const name = path.relative(process.cwd(), file);
  if (!existsSync(file)) throw new Error(`${name} is missing: name a file of quality gates in QUALITY_GATES`);
  return readGates(readFileSync(file, 'utf8'), name);
}
