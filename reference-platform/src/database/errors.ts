import pg from 'pg';

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a statement failed on a unique constraint; `constraint` narrows it to one, by its name. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return false;
  return constraint === undefined || error.constraint === constraint;
}

/** Whether a statement failed on a foreign key; `constraint` narrows it to one, by its name. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23503') return false;
  return constraint === undefined || error.constraint === constraint;
}

const passingFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  // PostgreSQL's class 57P: shutting down, crashed, starting up; 53300: too many connections.
  '57P01',
  '57P02',
  '57P03',
  '53300',
  // Chosen to end a deadlock: the same call succeeds when it is made again.
  '40P01',
]);

/** Whether the database could not be reached, went away under the statement, or could not take it just now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && (passingFailures.has(code) || code.startsWith('08'))) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}
