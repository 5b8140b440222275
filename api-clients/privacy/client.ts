import type { ApiCaller } from '../api-caller.ts';
import {
  type ChangeOptions,
  ifMatchHeader,
  type Page,
  type PageQuery,
  pageSchema,
} from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Job, jobSchema } from '../jobs/schemas.ts';
import {
  type Erasure,
  erasureSchema,
  type PrivacyExport,
  privacyExportSchema,
  type Retention,
  retentionSchema,
} from './schemas.ts';

const exportPageSchema = pageSchema(privacyExportSchema);
const erasurePageSchema = pageSchema(erasureSchema);

/** A member, or the person whom a value identifies in columns of datasets. */
export type ExportSubject =
  | { type: 'member'; id: string }
  | { type: 'member'; email: string }
  | { type: 'data'; value: string; columns: { datasetId: string; column: string }[] };

/** As for an export; a column of null stands for the whole dataset. */
export type ErasureSubject =
  | Exclude<ExportSubject, { type: 'data' }>
  | { type: 'data'; value: string; columns: { datasetId: string; column: string | null }[] };

/** What is known of a person, and for how long it is kept. */
export class PrivacyClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Starts to collect what is known of a person; the job names the export. */
  createExport(subject: ExportSubject): Promise<Result<Job>> {
    return this.#caller.json(
      {
        operationId: 'privacy.createExport',
        method: 'POST',
        path: '/privacy/exports',
        json: { subject },
      },
      202,
      jobSchema,
    );
  }

  listExports(query: PageQuery = {}): Promise<Result<Page<PrivacyExport>>> {
    return this.#caller.json(
      { operationId: 'privacy.listExports', method: 'GET', path: '/privacy/exports', query: { ...query } },
      200,
      exportPageSchema,
    );
  }

  getExport(id: string): Promise<Result<PrivacyExport>> {
    return this.#caller.json(
      {
        operationId: 'privacy.getExport',
        method: 'GET',
        path: '/privacy/exports/{id}',
        pathParams: { id },
      },
      200,
      privacyExportSchema,
    );
  }

  /** JSON lines, an `ExportedRecord` each. */
  exportFile(id: string): Promise<Result<string>> {
    return this.#caller.text(
      {
        operationId: 'privacy.exportFile',
        method: 'GET',
        path: '/privacy/exports/{id}/file',
        pathParams: { id },
      },
      'application/x-ndjson',
    );
  }

  /** Starts to erase a person; the job names the erasure. */
  createErasure(subject: ErasureSubject): Promise<Result<Job>> {
    return this.#caller.json(
      {
        operationId: 'privacy.createErasure',
        method: 'POST',
        path: '/privacy/erasures',
        json: { subject },
      },
      202,
      jobSchema,
    );
  }

  listErasures(query: PageQuery = {}): Promise<Result<Page<Erasure>>> {
    return this.#caller.json(
      { operationId: 'privacy.listErasures', method: 'GET', path: '/privacy/erasures', query: { ...query } },
      200,
      erasurePageSchema,
    );
  }

  getErasure(id: string): Promise<Result<Erasure>> {
    return this.#caller.json(
      {
        operationId: 'privacy.getErasure',
        method: 'GET',
        path: '/privacy/erasures/{id}',
        pathParams: { id },
      },
      200,
      erasureSchema,
    );
  }

  getRetention(): Promise<Result<Retention>> {
    return this.#caller.json(
      { operationId: 'privacy.getRetention', method: 'GET', path: '/privacy/retention' },
      200,
      retentionSchema,
    );
  }

  setRetention(retention: Retention, options: ChangeOptions = {}): Promise<Result<Retention>> {
    return this.#caller.json(
      {
        operationId: 'privacy.setRetention',
        method: 'PUT',
        path: '/privacy/retention',
        json: retention,
        ...ifMatchHeader(options),
      },
      200,
      retentionSchema,
    );
  }
}
