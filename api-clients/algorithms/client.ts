import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Algorithm, algorithmSchema } from './schemas.ts';

const algorithmPageSchema = pageSchema(algorithmSchema);

/** The catalogue of algorithms. */
export class AlgorithmsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  list(query: PageQuery = {}): Promise<Result<Page<Algorithm>>> {
    return this.#caller.json(
      { operationId: 'algorithms.list', method: 'GET', path: '/algorithms', query: { ...query } },
      200,
      algorithmPageSchema,
    );
  }
}
