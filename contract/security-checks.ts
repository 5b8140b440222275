import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FILE = path.join(import.meta.dirname, 'security-checks.yaml');

const checkSchema = z.strictObject({
  priority: z.enum(['P0', 'P1', 'P2']),
  title: z.string().min(1),
  asvs: z.array(z.string().regex(/^V\d{1,2}\.\d{1,2}\.\d{1,2}$/)),
  api: z.array(z.string().regex(/^API\d{1,2}$/)),
  waits: z.string().min(1).optional(),
});

const catalogueSchema = z.strictObject({
  checks: z.record(z.string().regex(/^[A-Z]+-\d\d$/), checkSchema),
});

/** One check of the security catalogue. */
export interface SecurityCheck extends z.infer<typeof checkSchema> {
  /** For example `AUTHN-03`. */
  id: string;
}

/** Reads the text of `security-checks.yaml`; throws with the path of the first wrong entry. */
export function readSecurityChecks(text: string): ReadonlyMap<string, SecurityCheck> {
  const parsed = catalogueSchema.safeParse(parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `contract/security-checks.yaml: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
  return new Map(Object.entries(parsed.data.checks).map(([id, check]) => [id, { id, ...check }]));
}

/** The catalogue beside this file. */
export function loadSecurityChecks(): ReadonlyMap<string, SecurityCheck> {
  return readSecurityChecks(readFileSync(FILE, 'utf8'));
}
