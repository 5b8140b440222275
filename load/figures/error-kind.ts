/** The kind under which an error is counted: its message for an unexpected answer, else its code or name. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'UnexpectedAnswer') return error.message;
  if (error.name === 'ContractViolation') return 'contract violation';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name;
}
