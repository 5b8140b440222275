import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const exclusionSchema = z.strictObject({
  statuses: z.array(z.int()).min(1),
  operations: z.array(z.string()).min(1).optional(),
  reason: z.string().min(20),
});

/** Documented statuses that a run need not have seen, with the reason. Without `operations` it means every operation. */
export type Exclusion = z.infer<typeof exclusionSchema>;

/** The list beside this file. Throws where it is malformed. */
export function loadExclusions(): Exclusion[] {
  const file = path.join(import.meta.dirname, 'coverage-exclusions.yaml');
  return z.array(exclusionSchema).parse(parse(readFileSync(file, 'utf8')));
}
