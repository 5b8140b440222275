import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, runInline } from './inline-run.ts';
import { type PostgresServer, startPostgres } from '../../targets/postgres-server.ts';

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

describe('a PostgreSQL server that is running already', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it('serves the reference platform under DATABASE_URL, shard by shard', async () => {
    const variables = { DATABASE_URL: server.url };

    const first = await runInline({ specs: SPECS, args: ['--project=api', '--shard=1/2'], variables });
    const second = await runInline({ specs: SPECS, args: ['--project=api', '--shard=2/2'], variables });

    expect(first.output).toContain(`Database  PostgreSQL at 127.0.0.1:${server.port}`);
    expect(first.stats).toMatchObject({ expected: 1, unexpected: 0 });
    expect(second.stats).toMatchObject({ expected: 1, unexpected: 0 });
    expect(first.output).toContain('1 tenants made and removed, none left');
    expect(second.output).toContain('1 tenants made and removed, none left');
  });
});
