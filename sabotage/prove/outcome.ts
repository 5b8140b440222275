import { z } from 'zod';

/** What became of one test under one defect, or under none. */
export const outcomeSchema = z.strictObject({
  /** Project, file and titles: `api | tests/api/audit.spec.ts | Audit › a title`. */
  test: z.string(),
  /** Which of its repetitions, from 0. */
  repetition: z.int().min(0),
  status: z.enum(['passed', 'failed', 'timedOut', 'skipped', 'interrupted']),
  durationMs: z.number(),
  /** The first lines of each error. */
  errors: z.array(z.string()),
});
export type Outcome = z.infer<typeof outcomeSchema>;

const MARK = '@outcome ';

/** An outcome as a line of output. */
export function outcomeLine(outcome: Outcome): string {
  return `${MARK}${JSON.stringify(outcome)}`;
}

/** The outcome in a line of output; `null` for any other line. */
export function outcomeIn(line: string): Outcome | null {
  return line.startsWith(MARK) ? outcomeSchema.parse(JSON.parse(line.slice(MARK.length))) : null;
}
