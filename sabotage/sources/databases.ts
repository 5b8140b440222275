import pg from 'pg';
import { proofEnvironment } from '../../config/environment.ts';
import { startPostgres } from '../../targets/postgres-server.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';

/** Database that the platform as it is has migrated: a copy of it costs a tenth of the migrations. */
const MIGRATED = 'migrated';

/** Databases of one server, one for each copy of the platform: to make a server anew costs more than most tests. */
export interface Databases {
  /** Makes a database, migrated already or empty, and gives its address as DATABASE_URL takes it. */
  create: (name: string, state: 'migrated' | 'empty') => Promise<string>;
  /** Removes a database, whoever is still connected to it. */
  remove: (name: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts the server, and has the platform as it is migrate one database, from which the others are made. */
export async function startDatabases(): Promise<Databases> {
  const server = await startPostgres();
  const urlOf = (name: string) => Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  const pool = new pg.Pool({ connectionString: server.url, max: 4 });
  // Stopping the server ends idle connections, which would otherwise end this process.
  pool.on('error', () => undefined);
  const create: Databases['create'] = async (name, state) => {
    const template = state === 'migrated' ? MIGRATED : 'template1';
    await pool.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${template} STRATEGY file_copy`);
    return urlOf(name);
  };
  const stop = async () => {
    await pool.end();
    await server.stop();
  };
  try {
    const databaseUrl = await create(MIGRATED, 'empty');
    const platform = await startReferencePlatform({ env: proofEnvironment({ databaseUrl }) });
    await platform.stop();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    create,
    remove: async (name) => {
      await pool.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    },
    stop,
  };
}
