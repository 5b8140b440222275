import { z } from 'zod';
import { countSchema, idSchema, instantSchema } from '../common/schemas.ts';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex');

export const auditEntrySchema = z.strictObject({
  sequence: z.int().positive(),
  id: idSchema,
  occurredAt: instantSchema,
  actor: z.strictObject({
    kind: z.enum(['user', 'api_key', 'anonymous', 'operator', 'system']),
    id: idSchema.nullable(),
    /** Null once the name was erased, as is the salt. */
    label: z.string().nullable(),
    labelSalt: z.string().min(1).nullable(),
    /** SHA-256(labelSalt ‖ label): what of the name is in the entry's hash. */
    labelDigest: hashSchema,
  }),
  tenantId: idSchema,
  action: z.string().min(1),
  target: z.strictObject({ type: z.string().min(1), id: z.string().min(1) }).nullable(),
  outcome: z.enum(['allowed', 'denied']),
  status: z.int().min(200).max(499),
  requestId: z.string().min(1),
  previousHash: hashSchema,
  hash: hashSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const chainVerdictSchema = z.strictObject({
  valid: z.boolean(),
  entries: countSchema,
  /** How many older entries retention has removed. */
  prunedEntries: countSchema,
  headHash: hashSchema,
  firstBroken: z.strictObject({ sequence: z.int().positive(), id: idSchema }).nullable(),
});
export type ChainVerdict = z.infer<typeof chainVerdictSchema>;
