import { ConfigurationError } from './parse.ts';

/** The operator's account, or null; one of the two variables without the other is a mistake. */
export function operatorFrom(
  email: string | undefined,
  password: string | undefined,
): { email: string; password: string } | null {
  if (email === undefined && password === undefined) return null;
  if (email === undefined) throw new ConfigurationError('OPERATOR_EMAIL: is needed beside OPERATOR_PASSWORD');
  if (password === undefined)
    throw new ConfigurationError('OPERATOR_PASSWORD: is needed beside OPERATOR_EMAIL');
  return { email, password };
}
