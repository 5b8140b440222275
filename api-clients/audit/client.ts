import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type AuditEntry, auditEntrySchema, type ChainVerdict, chainVerdictSchema } from './schemas.ts';

const auditPageSchema = pageSchema(auditEntrySchema);

export interface AuditQuery extends PageQuery {
  action?: string;
  outcome?: AuditEntry['outcome'];
  actorId?: string;
  /** ISO-8601 times. */
  from?: string;
  to?: string;
}

/** The audit log of the caller's tenant. */
export class AuditClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Newest first. */
  list(query: AuditQuery = {}): Promise<Result<Page<AuditEntry>>> {
    return this.#caller.json(
      { operationId: 'audit.list', method: 'GET', path: '/audit', query: { ...query } },
      200,
      auditPageSchema,
    );
  }

  /** The whole log as JSON lines, oldest first. */
  export(): Promise<Result<string>> {
    return this.#caller.text(
      { operationId: 'audit.export', method: 'GET', path: '/audit/export' },
      'application/x-ndjson',
    );
  }

  verify(): Promise<Result<ChainVerdict>> {
    return this.#caller.json(
      { operationId: 'audit.verify', method: 'GET', path: '/audit/verify' },
      200,
      chainVerdictSchema,
    );
  }
}
