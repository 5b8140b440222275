import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { GoldenAnswer } from './canonical-answer.ts';

/** Answers of golden requests, by request. */
export type GoldenAnswers = Record<string, GoldenAnswer>;

const answersSchema = z.record(
  z.string(),
  z.union([z.string(), z.strictObject({ status: z.int(), body: z.unknown() })]),
);

/** File of the answers that an earlier release gave; `npm run shapes:update` writes it anew. */
export const GOLDEN_FILE = path.join(import.meta.dirname, '..', 'golden.recorded.json');

const ofRun = (folder: string) => path.join(folder, 'golden.json');

/** The answers in a file; none where it is missing. Throws on a file that is none of ours. */
export function readGolden(file: string = GOLDEN_FILE): GoldenAnswers {
  return existsSync(file) ? answersSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

/** Leaves what was answered in the folder of a run that records. */
export function leaveGolden(folder: string, answers: GoldenAnswers): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(ofRun(folder), JSON.stringify(answers));
}

/** Takes what a run left as recorded, and says how many answers that were; a run that left nothing changes nothing. */
export function takeGolden(folder: string): number {
  const answers = readGolden(ofRun(folder));
  const count = Object.keys(answers).length;
  if (count > 0) writeFileSync(GOLDEN_FILE, `${JSON.stringify(answers, null, 1)}\n`);
  return count;
}
