import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Inspection } from './inspection.ts';

const verdictSchema = z.object({ runId: z.string(), isClean: z.boolean() });

/** What was found, for machines: `reports/secrets.json`. No secret, only names. */
export interface Verdict extends Inspection {
  isClean: boolean;
}

export function writeVerdict(file: string, verdict: Verdict): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(verdict, null, 2)}\n`);
}

/** Whether the artefacts of that run are clean; `null` where nobody has looked. */
export function readVerdict(file: string, runId: string): boolean | null {
  if (!existsSync(file)) return null;
  const verdict = verdictSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return verdict.runId === runId ? verdict.isClean : null;
}
