import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Job, jobSchema } from './schemas.ts';

const jobPageSchema = pageSchema(jobSchema);

/** Work that goes on after its request was answered. */
export class JobsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  list(query: PageQuery & { kind?: Job['kind']; status?: Job['status'] } = {}): Promise<Result<Page<Job>>> {
    return this.#caller.json(
      { operationId: 'jobs.list', method: 'GET', path: '/jobs', query: { ...query } },
      200,
      jobPageSchema,
    );
  }

  get(id: string): Promise<Result<Job>> {
    return this.#caller.json(
      { operationId: 'jobs.get', method: 'GET', path: '/jobs/{id}', pathParams: { id } },
      200,
      jobSchema,
    );
  }

  cancel(id: string): Promise<Result<Job>> {
    return this.#caller.json(
      { operationId: 'jobs.cancel', method: 'POST', path: '/jobs/{id}/cancel', pathParams: { id } },
      202,
      jobSchema,
    );
  }
}
