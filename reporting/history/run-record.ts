import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Totals } from '../run/totals.ts';

/** How a test ended, in one letter. */
const LETTERS = {
  passed: 'p',
  failed: 'f',
  flaky: 'k',
  skipped: 's',
  interrupted: 'i',
} as const satisfies Record<keyof Totals, string>;
const ENDS = new Map(Object.entries(LETTERS).map(([end, letter]) => [letter as string, end as keyof Totals]));

const runRecordSchema = z.strictObject({
  runId: z.string(),
  /** UTC ISO-8601. */
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** As Playwright ended it. */
  status: z.string(),
  /** What code was tested: commit, changes that are not committed, and the target; `null` where nobody knows. */
  code: z.string().nullable(),
  /** Durations of another machine are not compared. */
  machine: z.string(),
  isPart: z.boolean(),
  /** The same for runs of the same spec files. */
  scope: z.string(),
  /** By key of the test: a letter for its end, and its duration in milliseconds: `p123`. */
  tests: z.record(z.string(), z.string().regex(/^[pfksi]\d+$/)),
  /** What of the contract was exercised, by name; only the newest runs of a scope keep it. */
  covered: z.array(z.string()).optional(),
});

/** A run as the history keeps it. */
export type RunRecord = z.infer<typeof runRecordSchema>;

const VERSION = 1;

/** A line of the history: names of tests by key, or a run. */
export const lineSchema = z.union([
  z.strictObject({ v: z.literal(VERSION), names: z.record(z.string(), z.string()) }),
  z.strictObject({ v: z.literal(VERSION), run: runRecordSchema }),
]);
export type HistoryLine = z.infer<typeof lineSchema>;

/** Version of a line that is of another one; `null` for a line of this version, and for none at all. */
export function strangeVersion(line: unknown): number | null {
  const parsed = z.object({ v: z.number() }).safeParse(line);
  return parsed.success && parsed.data.v !== VERSION ? parsed.data.v : null;
}

/** A line as it is written. */
export function written(line: { names: Record<string, string> } | { run: RunRecord }): string {
  return `${JSON.stringify({ v: VERSION, ...line })}\n`;
}

/** Short name of a test: 48 bits of a digest, for thousands of tests as good as unique. */
export function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 8);
}

/** One run of a test. */
export interface TestRun {
  end: keyof Totals;
  durationMs: number;
}

/** `p123` for a test that passed in 123 ms. */
export function encoded({ end, durationMs }: TestRun): string {
  return `${LETTERS[end]}${Math.round(durationMs)}`;
}

/** The contrary of `encoded`. */
export function decoded(text: string): TestRun {
  return { end: ENDS.get(text.slice(0, 1)) ?? 'interrupted', durationMs: Number(text.slice(1)) };
}
