import { z } from 'zod';
import { detectionOf } from './detection.ts';
import type { Outcome } from './outcome.ts';

/** The families of defects: a source mutant, or what the proxy does to requests, responses, calls and sockets. */
export const FAMILIES = ['source', 'RQ', 'SW', 'RS', 'WS'] as const;
export type Family = (typeof FAMILIES)[number];

/** As much of an error as is read at a glance. */
const LINE_CHARACTERS = 400;

/** One defect to be seen. */
export interface Defect {
  id: string;
  family: Family;
  /** Part of the platform: `identity`, `datasets`. */
  area: string;
  /** What is wrong, as a user would say it. */
  text: string;
}

const attemptSchema = z.strictObject({
  test: z.string(),
  verdict: z.enum(['seen', 'crashed', 'timed out', 'not seen', 'not run']),
  oracle: z.string().nullable(),
  /** What the check said that saw it, in one line: whether it went red for the right reason. */
  says: z.string().nullable().default(null),
  durationMs: z.number(),
});
/** One test that a defect was put before. */
export type TriedTest = z.infer<typeof attemptSchema>;

/** What became of a defect: a line of `reports/prove/results.jsonl`. */
export const trialSchema = z.strictObject({
  id: z.string(),
  family: z.enum(FAMILIES),
  area: z.string(),
  text: z.string(),
  /** `killed`: a check saw it. `unreached`: no test ever made the call that it spoils. */
  verdict: z.enum(['killed', 'crashed', 'timed out', 'survived', 'unreached', 'stale']),
  tried: z.array(attemptSchema),
  /** What stopped the trial before any test, for example a mutant's text that is gone. */
  note: z.string().nullable(),
  seconds: z.number(),
});
export type Trial = z.infer<typeof trialSchema>;

/** A test's outcome under a defect, as it is kept. */
export function triedTest(outcome: Outcome): TriedTest {
  const detection = detectionOf(outcome);
  return {
    test: outcome.test,
    verdict: detection.verdict,
    oracle: detection.verdict === 'seen' ? detection.oracle : null,
    says: detection.verdict === 'not seen' ? null : lineOf(outcome.errors),
    durationMs: Math.round(outcome.durationMs),
  };
}

function lineOf([error = '']: readonly string[]): string | null {
  const line = error.split(/\s*\n\s*/).join(' · ');
  return line === '' ? null : line.slice(0, LINE_CHARACTERS);
}

/** The verdict over a defect by the tests that met it. */
export function verdictOf(tried: readonly Pick<TriedTest, 'verdict'>[]): Trial['verdict'] {
  const met = new Set(tried.map(({ verdict }) => verdict));
  if (met.has('seen')) return 'killed';
  if (met.has('crashed')) return 'crashed';
  if (met.has('timed out')) return 'timed out';
  return met.has('not seen') ? 'survived' : 'unreached';
}
