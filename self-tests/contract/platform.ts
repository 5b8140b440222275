import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { ApiClient } from '../../api-clients/api-client.ts';
import { childEnvironment } from './child-environment.ts';
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
  const child = spawn(
    process.execPath,
    ['reference-platform/bin/platform.mjs', '--port', '0', '--no-demo', '--watch-parent'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...childEnvironment(), OPERATOR_EMAIL: OPERATOR.email, OPERATOR_PASSWORD: OPERATOR.password },
    },
  );
  const url = await readyAddress(child);
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
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function readyAddress(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /is listening on (\S+)/.exec(line)?.[1];
    if (ready !== undefined) return ready;
  }
  throw new Error('the reference platform did not start');
}
