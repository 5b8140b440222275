import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema, type Scope } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type ApiKey, apiKeySchema, type NewApiKey, newApiKeySchema } from './schemas.ts';

const apiKeyPageSchema = pageSchema(apiKeySchema);

/** The API keys of the caller's tenant. */
export class ApiKeysClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  create(key: { name: string; scopes: Scope[]; expiresAt?: string }): Promise<Result<NewApiKey>> {
    return this.#caller.json(
      { operationId: 'apiKeys.create', method: 'POST', path: '/api-keys', json: key },
      201,
      newApiKeySchema,
    );
  }

  list(query: PageQuery = {}): Promise<Result<Page<ApiKey>>> {
    return this.#caller.json(
      { operationId: 'apiKeys.list', method: 'GET', path: '/api-keys', query: { ...query } },
      200,
      apiKeyPageSchema,
    );
  }

  revoke(id: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'apiKeys.revoke',
      method: 'DELETE',
      path: '/api-keys/{id}',
      pathParams: { id },
    });
  }
}
