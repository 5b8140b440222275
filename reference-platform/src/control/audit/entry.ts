import type { Selectable } from 'kysely';
import { z } from 'zod';
import { idSchema, timestampSchema } from '../../http/schemas.ts';
import type { AuditEntryTable } from './tables.ts';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** One line of the audit log. `sequence` counts from 1 within its chain. */
export const auditEntrySchema = z
  .object({
    sequence: z.int().min(1),
    id: idSchema,
    occurredAt: timestampSchema,
    actor: z.object({
      kind: z.enum(['user', 'api_key', 'anonymous', 'operator', 'system']),
      id: idSchema.nullable(),
      /** Null once the name was erased. Not in the hash: `labelDigest`, SHA-256(labelSalt ‖ label), stands for it. */
      label: z.string().nullable(),
      labelSalt: z.string().nullable(),
      labelDigest: hashSchema,
    }),
    tenantId: idSchema.nullable(),
    action: z.string(),
    target: z.object({ type: z.string(), id: z.string() }).nullable(),
    outcome: z.enum(['allowed', 'denied']),
    status: z.int(),
    requestId: z.string(),
    previousHash: hashSchema,
    hash: hashSchema,
  })
  .meta({ id: 'AuditEntry' });

/** The parsed form of `auditEntrySchema`. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A stored row as the API shows it. */
export function toAuditEntry(row: Selectable<AuditEntryTable>): AuditEntry {
  return {
    sequence: row.sequence,
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    actor: {
      kind: row.actor_kind,
      id: row.actor_id,
      label: row.actor_label,
      labelSalt: row.actor_label_salt,
      labelDigest: row.actor_label_digest,
    },
    tenantId: row.tenant_id,
    action: row.action,
    target:
      row.target_type !== null && row.target_id !== null
        ? { type: row.target_type, id: row.target_id }
        : null,
    outcome: row.outcome,
    status: row.status,
    requestId: row.request_id,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
