import type { Result } from '../api-clients/http/result.ts';

/** What a step of a flow answered; throws with method, path, status and problem where it was refused. */
export function succeeded<T>(result: Result<T>): T {
  if (result.ok) return result.data;
  const { exchange, problem } = result;
  throw new Error(
    `${exchange.method} ${exchange.path} as ${exchange.actor} → ${result.status}: ${JSON.stringify(problem)}`,
  );
}
