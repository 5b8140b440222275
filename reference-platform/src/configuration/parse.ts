import type { z } from 'zod';

/** A variable that cannot be used; its message is one line for the person who set it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Parses the environment: unset and empty variables are the same. Throws a ConfigurationError naming the first fault. */
export function parseEnvironment<S extends z.ZodObject>(
  schema: S,
  environment: NodeJS.ProcessEnv,
): z.output<S> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const fault = result.error.issues[0];
  throw new ConfigurationError(`${fault?.path.join('.') ?? 'environment'}: ${fault?.message ?? 'invalid'}`);
}
