import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ended } from './notice.ts';

const schema = z.object({
  runId: z.string(),
  objections: z.array(z.string()),
  gates: z.array(
    z.object({
      gate: z.string(),
      figure: z.string(),
      limit: z.string(),
      verdict: z.enum(['passed', 'failed', 'not judged']),
      why: z.string().nullable(),
      details: z.array(z.string()),
    }),
  ),
});

/** What the gates have said of a run; null where their file is missing, of another run, or not understood. */
export function gatesOfRun(file: string, runId: string): Ended['gates'] {
  if (!existsSync(file)) return null;
  try {
    const report = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return report.runId === runId ? report : null;
  } catch {
    return null;
  }
}
