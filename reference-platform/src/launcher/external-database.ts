import pg from 'pg';
import { connectionOptions } from '../database/connection.ts';
import { messageOf, StartError } from './start-error.ts';

// Version 16 brought the SET option of role membership, on which the two roles of the pools rest.
const oldestVersion = 160_000;

/** Checks that somebody else's PostgreSQL can be reached and is new enough. Throws a StartError. */
export async function checkExternalDatabase(url: string): Promise<void> {
  const client = new pg.Client(connectionOptions(url, 'assay launcher'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version_num') AS version`,
    );
    if (Number(rows[0]?.version) < oldestVersion) throw new Error('the server is older than PostgreSQL 16');
  } catch (error) {
    throw new StartError(`DATABASE_URL: cannot be used: ${messageOf(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
