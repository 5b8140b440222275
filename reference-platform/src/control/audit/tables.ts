import type { Generated } from 'kysely';
import type { AuditActor } from '../../http/principal.ts';

/** Table `audit_heads`: the last sequence number and hash of each chain. */
export interface AuditHeadTable {
  /** The tenant's id, or the zero UUID for the platform's chain. */
  chain_id: string;
  tenant_id: string | null;
  sequence: number;
  hash: string;
  /** The last entry that retention has removed, and its hash; 0 and the genesis hash where none was. */
  pruned_sequence: Generated<number>;
  pruned_hash: Generated<string>;
}

/** Table `audit_entries`. */
export interface AuditEntryTable {
  chain_id: string;
  sequence: number;
  id: string;
  tenant_id: string | null;
  occurred_at: Date;
  actor_kind: AuditActor['kind'];
  actor_id: string | null;
  /** Null once the name was erased, as is its salt. */
  actor_label: string | null;
  actor_label_salt: string | null;
  /** SHA-256(salt ‖ label), hex. */
  actor_label_digest: string;
  action: string;
  target_type: string | null;
  target_id: string | null;
  outcome: 'allowed' | 'denied';
  status: number;
  request_id: string;
  previous_hash: string;
  hash: string;
}

/** The tables of the audit log. */
export interface AuditTables {
  audit_heads: AuditHeadTable;
  audit_entries: AuditEntryTable;
}
