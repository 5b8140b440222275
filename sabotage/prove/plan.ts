import { readFileSync } from 'node:fs';
import { request } from 'undici';
import { z } from 'zod';

const planSchema = z.strictObject({
  /** Defects of each test, one a repetition; `null` lets every test run once without one. */
  attempts: z.record(z.string(), z.array(z.string())).nullable(),
  /** Where the sabotage proxy takes orders; `null` in a run without it. */
  controlUrl: z.string().nullable(),
  /** Whether every test gets a world of its own, because what it tries may change the world. */
  renewsWorlds: z.boolean(),
});

/** What one run of the suite is to try. */
export type Plan = z.infer<typeof planSchema>;

/** Which test a trace id belongs to, and which defect it is to meet. */
export type Traces = Record<string, { test: string; defect: string | null }>;

/** Reads a plan that `prove` has written. Throws where it is none. */
export function readPlan(file: string): Plan {
  return planSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Tells the proxy what is to come. Throws when it does not take it. */
export async function announce(controlUrl: string, traces: Traces): Promise<void> {
  const { statusCode, body } = await request(controlUrl, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(traces),
  });
  await body.dump();
  if (statusCode !== 204) throw new Error(`the sabotage proxy answers ${statusCode} to the plan of a run`);
}
