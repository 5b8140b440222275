import * as z from 'zod/mini';
import { listOf } from './common.ts';

export const AuditEntry = z.object({
  sequence: z.number(),
  id: z.string(),
  occurredAt: z.string(),
  // Without a name once it was erased.
  actor: z.object({ kind: z.string(), id: z.nullable(z.string()), label: z.nullable(z.string()) }),
  action: z.string(),
  target: z.nullable(z.object({ type: z.string(), id: z.string() })),
  outcome: z.enum(['allowed', 'denied']),
  status: z.number(),
  requestId: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditList = listOf(AuditEntry);

/** The verdict over a tenant's hash chain. */
export const ChainVerdict = z.object({
  valid: z.boolean(),
  entries: z.number(),
  headHash: z.nullable(z.string()),
  firstBroken: z.nullable(z.object({ sequence: z.number(), id: z.string() })),
});
export type ChainVerdict = z.infer<typeof ChainVerdict>;
