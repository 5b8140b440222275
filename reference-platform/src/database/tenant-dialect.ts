import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type PostgresDialectConfig,
} from 'kysely';

const uuidForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Begins each transaction as a tenant's in one round trip to the server, where begin and set_config would take two. */
class TenantDriver extends PostgresDriver {
  readonly #tenant: AsyncLocalStorage<string>;

  constructor(config: PostgresDialectConfig, tenant: AsyncLocalStorage<string>) {
    super(config);
    this.#tenant = tenant;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const tenantId = this.#tenant.getStore() ?? 'none';
    // Several statements at once take no parameters, so what stands in them must not be able to end a string.
    if (!uuidForm.test(tenantId))
      throw new Error(`a tenant's transaction for ${tenantId}, which is no tenant`);
    await connection.executeQuery(
      CompiledQuery.raw(`begin; select set_config('assay.tenant_id', '${tenantId}', true)`),
    );
  }
}

/** PostgreSQL for transactions of one tenant each: those begun within `as(tenantId, …)` are that tenant's. */
export class TenantDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #tenant = new AsyncLocalStorage<string>();

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): TenantDriver {
    return new TenantDriver(this.#config, this.#tenant);
  }

  as<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    return this.#tenant.run(tenantId, work);
  }
}
