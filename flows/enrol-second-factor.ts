import type { ApiClient } from '../api-clients/api-client.ts';
import { totp } from '../test-data/totp.ts';
import { succeeded } from './succeeded.ts';

/** Turns the second factor on for somebody and gives its secret. The present code is used then: the next step's is good. */
export async function enrolSecondFactor({
  api,
  password,
}: {
  api: ApiClient;
  password: string;
}): Promise<string> {
  const { secret } = succeeded(await api.auth.enrolMfa({ currentPassword: password }));
  succeeded(await api.auth.verifyMfa(totp(secret, Date.now())));
  return secret;
}
