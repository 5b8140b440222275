import pg from 'pg';

const int8 = 20;

/** Counts and sizes fit a double up to 2^53, far beyond what the platform holds. */
const types = new pg.TypeOverrides();
types.setTypeParser(int8, Number);

/** How the platform connects: its name, UTC, the schema `assay`, and, if given, the role to act as. */
export function connectionOptions(url: string, applicationName: string, role?: string): pg.ClientConfig {
  const settings = [
    'search_path=assay',
    'timezone=UTC',
    'statement_timeout=60000',
    ...(role ? [`role=${role}`] : []),
  ];
  return {
    connectionString: url,
    application_name: applicationName,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types,
  };
}
