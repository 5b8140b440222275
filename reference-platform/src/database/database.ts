import { type Dialect, Kysely, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { preparingPool } from './client-pool.ts';
import { connectionOptions } from './connection.ts';
import { EagerDialect, TenantDialect } from './dialects.ts';
import { listen, type Listener } from './listen.ts';
import type { Schema } from './schema.ts';

/** What database access needs to know. `poolSize` is the most connections of each of the two pools. */
export interface DatabaseOptions {
  url: string;
  applicationName: string;
  poolSize: number;
  logger: Logger;
  metrics: Metrics;
}

/** Work done in one transaction. It is committed when the promise resolves and rolled back when it rejects. */
export type Work<Result> = (trx: Transaction<Schema>) => Promise<Result>;

/** Access to PostgreSQL as one of two roles. */
export interface Database {
  /**
   * A transaction as `assay_tenant`: row-level security shows and takes only rows of this tenant.
   * Statements still filter by `tenant_id`: the code is the first wall, the policy the second.
   */
  tenant<Result>(tenantId: string, work: Work<Result>): Promise<Result>;
  /** As `tenant`, for work that only reads: a statement that changes something fails. */
  reading<Result>(tenantId: string, work: Work<Result>): Promise<Result>;
  /** A transaction as `assay_system`, which sees all tenants: log-in, operator, job claims, audit of the platform. */
  system<Result>(work: Work<Result>): Promise<Result>;
  /** Single statements as `assay_system`, without a transaction's round trips. */
  direct: Kysely<Schema>;
  /** Calls `onNotification` for each NOTIFY on the channel; reconnects on its own. */
  listen(channel: string, onNotification: (payload: string) => void): Promise<Listener>;
  /** Resolves when the server answers; rejects when it cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

function openPool(options: DatabaseOptions, pool: 'tenant' | 'system') {
  const connections = new pg.Pool({
    ...connectionOptions(options.url, options.applicationName, `assay_${pool}`),
    max: options.poolSize,
    idleTimeoutMillis: 30_000,
    pipeline: true,
  });
  // While a client is lent out the pool does not listen to it: its loss is told by the statement that fails, and an error
  // event that nobody hears would end the process.
  connections.on('connect', (client) => client.on('error', () => undefined));
  connections.on('error', (error) =>
    options.logger.warn({ pool, reason: error.message }, 'an idle connection was lost'),
  );
  return preparingPool(connections);
}

function open(dialect: Dialect, { metrics }: DatabaseOptions, pool: 'tenant' | 'system'): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect,
    log(event) {
      metrics.databaseQueries.inc({ pool });
      metrics.databaseQueryDuration.observe({ pool }, event.queryDurationMillis / 1000);
    },
  });
}

/** Opens both pools. Nothing is connected before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const tenantDialect = new TenantDialect({ pool: openPool(options, 'tenant') });
  const tenantPool = open(tenantDialect, options, 'tenant');
  const systemPool = open(new EagerDialect({ pool: openPool(options, 'system') }), options, 'system');
  const listeners: Listener[] = [];
  return {
    tenant: (tenantId, work) => tenantDialect.as(tenantId, () => tenantPool.transaction().execute(work)),
    reading: (tenantId, work) =>
      tenantDialect.as(tenantId, () => tenantPool.transaction().setAccessMode('read only').execute(work)),
    system: (work) => systemPool.transaction().execute(work),
    direct: systemPool,
    async listen(channel, onNotification) {
      const config = connectionOptions(options.url, `${options.applicationName} ${channel}`, 'assay_system');
      const listener = await listen(config, channel, onNotification, options.logger);
      listeners.push(listener);
      return listener;
    },
    async ping() {
      await sql`select 1`.execute(systemPool);
    },
    async close() {
      await Promise.all(listeners.map((listener) => listener.stop()));
      await Promise.all([tenantPool.destroy(), systemPool.destroy()]);
    },
  };
}
