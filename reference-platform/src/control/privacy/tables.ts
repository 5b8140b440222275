import type { Generated } from 'kysely';

/** Table `idempotency_keys`: answers of creating calls, for their retries. */
interface IdempotencyKeyTable {
  tenant_id: string | null;
  actor_id: string;
  key_hash: Buffer;
  fingerprint: Buffer;
  answer: Buffer | null;
  created_at: Generated<Date>;
}

/** The tables of what is kept about calls and people, and for how long. */
export interface PrivacyTables {
  idempotency_keys: IdempotencyKeyTable;
}
