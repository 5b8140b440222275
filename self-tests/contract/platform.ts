import path from 'node:path';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { ApiClient } from '../../api-clients/api-client.ts';
import { childEnvironment } from './child-environment.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import { required } from '../../targets/provisioning-error.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

const OPERATOR = { email: 'operator@self-test.test', password: 'operator-of-the-self-tests' };

/** A reference platform of the self-tests' own, for many inline runs. */
export interface SharedPlatform {
  url: string;
  /** Variables that make a run test this platform. */
  variables: Record<string, string>;
  /** Names of the tenants whose name holds `part`, as the operator sees them. */
  tenants(part: string): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startPlatform(): Promise<SharedPlatform> {
  const { url, stop } = await startReferencePlatform({
    env: { ...childEnvironment(), OPERATOR_EMAIL: OPERATOR.email, OPERATOR_PASSWORD: OPERATOR.password },
  });
  const transport = new UndiciTransport({ baseUrl: url });
  return {
    url,
    variables: { BASE_URL: url, OPERATOR_EMAIL: OPERATOR.email, OPERATOR_PASSWORD: OPERATOR.password },
    async tenants(part) {
      const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
      const { tokens } = required(await anonymous.auth.login(OPERATOR));
      const credential = { kind: 'bearer', accessToken: tokens?.accessToken ?? '' } as const;
      const { items } = required(
        await new ApiClient({ transport, credential }).operator.listTenants({ q: part, limit: 200 }),
      );
      return items.map(({ name }) => name);
    },
    async stop() {
      await transport.dispose();
      await stop();
    },
  };
}
