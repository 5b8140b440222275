import type { Generated, Selectable } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { ErasedCounts, SubjectSearch } from '../../compute/privacy/protocol.ts';
import type { Json } from '../detectors/tables.ts';
import type { Subject } from './subject.ts';
import type { RetentionDays } from './retention.ts';

/** Table `idempotency_keys`: answers of creating calls, for their retries. */
interface IdempotencyKeyTable {
  tenant_id: string | null;
  actor_id: string;
  key_hash: Buffer;
  fingerprint: Buffer;
  answer: Buffer | null;
  created_at: Generated<Date>;
}

interface PrivacyRequestTable {
  id: string;
  tenant_id: string;
  job_id: string | null;
  subject: Json<Subject>;
  search: Json<SubjectSearch> | null;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  completed_at: Date | null;
}

interface PrivacyExportTable extends PrivacyRequestTable {
  entries: number | null;
  size_bytes: number | null;
  expired_at: Date | null;
}

interface PrivacyErasureTable extends PrivacyRequestTable {
  erased: Json<ErasedCounts> | null;
}

interface RetentionPolicyTable {
  tenant_id: string;
  days: Json<RetentionDays>;
  updated_at: Generated<Date>;
}

/** The tables of what is kept about calls and people, and for how long. */
export interface PrivacyTables {
  idempotency_keys: IdempotencyKeyTable;
  privacy_exports: PrivacyExportTable;
  privacy_erasures: PrivacyErasureTable;
  retention_policies: RetentionPolicyTable;
}

/** One row of `privacy_exports`. */
export type PrivacyExportRow = Selectable<PrivacyExportTable>;
/** One row of `privacy_erasures`. */
export type PrivacyErasureRow = Selectable<PrivacyErasureTable>;
