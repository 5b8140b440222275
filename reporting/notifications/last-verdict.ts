import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Verdict } from './notice.ts';

const schema = z.object({ verdict: z.enum(['passed', 'failed', 'interrupted']) });

/** How the run before has ended; null where no file says so, or one that is not understood. */
export function readLastVerdict(file: string): Verdict | null {
  if (!existsSync(file)) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8'))).verdict;
  } catch {
    return null;
  }
}

/** Keeps how this run has ended. That it was interrupted says nothing of the target: then the file stays as it is. */
export function keepVerdict(file: string, verdict: Verdict): void {
  if (verdict === 'interrupted') return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ verdict })}\n`);
}
