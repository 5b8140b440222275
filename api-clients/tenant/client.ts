import type { ApiCaller } from '../api-caller.ts';
import { type ChangeOptions, ifMatchHeader } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Tenant, tenantSchema, type Usage, usageSchema } from './schemas.ts';

/** The caller's own tenant. */
export class TenantClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  get(): Promise<Result<Tenant>> {
    return this.#caller.json(
      { operationId: 'tenant.get', method: 'GET', path: '/tenant' },
      200,
      tenantSchema,
    );
  }

  usage(): Promise<Result<Usage>> {
    return this.#caller.json(
      { operationId: 'tenant.usage', method: 'GET', path: '/tenant/usage' },
      200,
      usageSchema,
    );
  }

  update(patch: { name: string }, options: ChangeOptions = {}): Promise<Result<Tenant>> {
    return this.#caller.json(
      {
        operationId: 'tenant.update',
        method: 'PATCH',
        path: '/tenant',
        json: patch,
        ...ifMatchHeader(options),
      },
      200,
      tenantSchema,
    );
  }

  /** Removes the tenant with everything in it. */
  remove(options: ChangeOptions = {}): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'tenant.remove',
      method: 'DELETE',
      path: '/tenant',
      ...ifMatchHeader(options),
    });
  }
}
