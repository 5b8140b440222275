import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { KnownTest } from './candidates.ts';

const mapSchema = z.array(
  z.strictObject({
    name: z.string(),
    durationMs: z.number(),
    calls: z.record(z.string(), z.number()),
    statuses: z.record(z.string(), z.array(z.number())),
  }),
);

/** Keeps what the clean run has shown, for a proof that goes on. */
export function writeMap(file: string, tests: readonly KnownTest[]): void {
  const map: z.infer<typeof mapSchema> = tests.map(({ name, durationMs, recording }) => ({
    name,
    durationMs,
    calls: Object.fromEntries(recording.calls),
    statuses: Object.fromEntries(recording.statuses),
  }));
  writeFileSync(file, JSON.stringify(map));
}

/** What an earlier clean run has shown; `null` where there was none. */
export function readMap(file: string): KnownTest[] | null {
  if (!existsSync(file)) return null;
  return mapSchema
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map(({ name, durationMs, calls, statuses }) => ({
      name,
      durationMs,
      recording: { calls: new Map(Object.entries(calls)), statuses: new Map(Object.entries(statuses)) },
    }));
}
