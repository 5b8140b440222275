import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import {
  type MatchPage,
  matchPageSchema,
  type NewDefinition,
  type Pattern,
  patternSchema,
} from './schemas.ts';

const patternPageSchema = pageSchema(patternSchema);

/** What to look for among events, and where it was found. */
export class PatternsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(pattern: { name: string; definition: NewDefinition }): Promise<Result<Pattern>> {
    return this.#caller.json(
      { operationId: 'patterns.create', method: 'POST', path: '/patterns', json: pattern },
      201,
      patternSchema,
    );
  }

  list(query: PageQuery = {}): Promise<Result<Page<Pattern>>> {
    return this.#caller.json(
      { operationId: 'patterns.list', method: 'GET', path: '/patterns', query: { ...query } },
      200,
      patternPageSchema,
    );
  }

  remove(id: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'patterns.remove',
      method: 'DELETE',
      path: '/patterns/{id}',
      pathParams: { id },
    });
  }

  matches(
    query: PageQuery & { patternId?: string; from?: string; to?: string } = {},
  ): Promise<Result<MatchPage>> {
    return this.#caller.json(
      { operationId: 'patterns.matches', method: 'GET', path: '/patterns/matches', query: { ...query } },
      200,
      matchPageSchema,
    );
  }
}
