import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type PostgresDialectConfig,
  type TransactionSettings,
} from 'kysely';

const uuidForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Begins transactions without waiting for the server: the first statement follows at once. Were the begin to fail,
 * the connection is gone or the transaction aborted, and that statement fails. What only read is committed without
 * waiting too, for nothing can come of it. Needs a pool that pipelines.
 */
class EagerDriver extends PostgresDriver {
  readonly #reading = new WeakSet<DatabaseConnection>();

  protected beginning({ accessMode }: TransactionSettings): string {
    return accessMode === undefined ? 'begin' : `begin ${accessMode}`;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws must become a rejection
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    if (settings.accessMode === 'read only') this.#reading.add(connection);
    else this.#reading.delete(connection);
    send(connection, this.beginning(settings));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#reading.has(connection)) send(connection, 'commit');
    else await super.commitTransaction(connection);
  }
}

function send(connection: DatabaseConnection, text: string): void {
  connection.executeQuery(CompiledQuery.raw(text)).catch(() => undefined);
}

/** Sets the tenant along with each begin. */
class TenantDriver extends EagerDriver {
  readonly #tenant: AsyncLocalStorage<string>;

  constructor(config: PostgresDialectConfig, tenant: AsyncLocalStorage<string>) {
    super(config);
    this.#tenant = tenant;
  }

  protected override beginning(settings: TransactionSettings): string {
    const tenantId = this.#tenant.getStore() ?? 'none';
    // Several statements at once take no parameters, so what stands in them must not be able to end a string.
    if (!uuidForm.test(tenantId))
      throw new Error(`a tenant's transaction for ${tenantId}, which is no tenant`);
    return `${super.beginning(settings)}; select set_config('assay.tenant_id', '${tenantId}', true)`;
  }
}

/** PostgreSQL for transactions of all tenants. */
export class EagerDialect extends PostgresDialect {
  protected readonly config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.config = config;
  }

  override createDriver(): PostgresDriver {
    return new EagerDriver(this.config);
  }
}

/** PostgreSQL for transactions of one tenant each: those begun within `as(tenantId, …)` are that tenant's. */
export class TenantDialect extends EagerDialect {
  readonly #tenant = new AsyncLocalStorage<string>();

  override createDriver(): PostgresDriver {
    return new TenantDriver(this.config, this.#tenant);
  }

  as<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    return this.#tenant.run(tenantId, work);
  }
}
