import type { Result } from '../api-clients/http/result.ts';

/** A call that prepares or cleans up and was not answered as it had to be: names method, address, status and body. */
export class ProvisioningError extends Error {
  override readonly name = 'ProvisioningError';
  readonly status: number;

  constructor(result: Result<unknown>) {
    const { method, url, status, bodyText } = result.exchange;
    super(`${method} ${url} → ${status}: ${bodyText.slice(0, 300)}`);
    this.status = status;
  }
}

/** The data of a call that had to succeed; throws `ProvisioningError` otherwise. */
export function required<T>(result: Result<T>): T {
  if (!result.ok) throw new ProvisioningError(result);
  return result.data;
}
