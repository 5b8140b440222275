import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import { type Tenant, tenantSchema } from '../tenant/schemas.ts';

const tenantPageSchema = pageSchema(tenantSchema);

export interface NewTenant {
  name: string;
  plan?: Tenant['plan'];
  owner: { email: string; name: string; password: string };
}

/** What the platform's operator may do with tenants. */
export class OperatorClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  listTenants(query: PageQuery & { q?: string } = {}): Promise<Result<Page<Tenant>>> {
    return this.#caller.json(
      { operationId: 'operator.listTenants', method: 'GET', path: '/operator/tenants', query: { ...query } },
      200,
      tenantPageSchema,
    );
  }

  createTenant(tenant: NewTenant): Promise<Result<Tenant>> {
    return this.#caller.json(
      { operationId: 'operator.createTenant', method: 'POST', path: '/operator/tenants', json: tenant },
      201,
      tenantSchema,
    );
  }

  updateTenant(
    id: string,
    patch: { plan?: Tenant['plan']; status?: Tenant['status'] },
  ): Promise<Result<Tenant>> {
    return this.#caller.json(
      {
        operationId: 'operator.updateTenant',
        method: 'PATCH',
        path: '/operator/tenants/{id}',
        pathParams: { id },
        json: patch,
      },
      200,
      tenantSchema,
    );
  }

  removeTenant(id: string): Promise<Result<null>> {
    return this.#caller.empty({
      operationId: 'operator.removeTenant',
      method: 'DELETE',
      path: '/operator/tenants/{id}',
      pathParams: { id },
    });
  }
}
