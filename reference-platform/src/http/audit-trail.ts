import type { Transaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { AuditActor } from './principal.ts';

/** What an audit entry says it was done to. */
export interface AuditTarget {
  type: string;
  id: string;
}

/** One entry, before the trail gives it its sequence number and hashes. */
export interface AuditRecord {
  /** The chain it belongs to: a tenant's, or null for the platform's own. */
  tenantId: string | null;
  actor: AuditActor;
  /** The operation's id, e.g. `datasets.create`. */
  action: string;
  target: AuditTarget | null;
  outcome: 'allowed' | 'denied';
  /** The HTTP status that the caller gets. */
  status: number;
  requestId: string;
  occurredAt: Date;
}

/** What the transaction of an append has done already. */
export interface AppendState {
  /** The tenant whose row it holds in place. */
  heldTenant: string | null;
}

/**
 * The hash-chained log. `append` runs inside the caller's transaction (of the tenant's role or of the system
 * role), so that an entry is committed with the change it tells of, or not at all.
 */
export interface AuditTrail {
  append(trx: Transaction<Schema>, record: AuditRecord, state?: AppendState): Promise<void>;
  /** Writes a denial, which changes nothing, in a transaction of its own. Resolves once it is committed. */
  deny(record: AuditRecord): Promise<void>;
}
