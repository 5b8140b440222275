import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { trafficSchema } from '../../contract/traffic/traffic.ts';

const coverageFileSchema = z.strictObject({
  runId: z.string(),
  /** The projects that ran tests, and how many these were. */
  projects: z.record(z.string(), z.int()),
  traffic: trafficSchema,
});

/** The exchanges of a run, as `reports/operation-coverage.json` keeps them. */
export type CoverageFile = z.infer<typeof coverageFileSchema>;

export function writeCoverageFile(file: string, content: CoverageFile): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Throws where the file is missing or is none of ours. */
export function readCoverageFile(file: string): CoverageFile {
  return coverageFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
