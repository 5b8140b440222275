import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { NOTHING_RAN } from './detection.ts';
import type { Outcome } from './outcome.ts';

/** A test that ran out of time; its stack is sometimes all that Vitest keeps of it. */
const LATE = /\bTest timed out in \d+ms|\bSTACK_TRACE_ERROR\b/;

const resultsSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

/** The outcomes in Vitest's JSON. A file that did not even load, or whose hooks failed, counts as one test that crashed. */
export function outcomesIn(json: unknown, root: string): Outcome[] {
  return resultsSchema.parse(json).testResults.flatMap(({ name, status: end, message, assertionResults }) => {
    const file = path.relative(root, name).replaceAll('\\', '/');
    const tests = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed');
    if (tests.length === 0 && end === 'failed') {
      return [
        {
          test: `vitest | ${file} | `,
          repetition: 0,
          status: 'failed' as const,
          durationMs: 0,
          errors: [`${NOTHING_RAN}: ${stripVTControlCharacters(message)}`],
        },
      ];
    }
    return tests.map(({ fullName, status, duration, failureMessages }) => {
      const errors = failureMessages.map((error) => stripVTControlCharacters(error).slice(0, 1500));
      const late = errors.some((error) => LATE.test(error));
      return {
        test: `vitest | ${file} | ${fullName}`,
        repetition: 0,
        status:
          status === 'passed' ? ('passed' as const) : late ? ('timedOut' as const) : ('failed' as const),
        durationMs: duration ?? 0,
        errors,
      };
    });
  });
}
