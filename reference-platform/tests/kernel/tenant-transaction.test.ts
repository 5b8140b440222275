import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlatformDatabase, type PlatformDatabase } from '../compute/platform-database.ts';

const TENANT = '01890000-0000-7000-8000-000000000001';

describe('a transaction of a tenant', () => {
  let platform: PlatformDatabase;
  beforeAll(async () => {
    platform = await startPlatformDatabase();
  });
  afterAll(() => platform.stop());

  const tenantOf = async (tenantId: string) =>
    platform.database.tenant(tenantId, async (trx) => {
      const { rows } = await sql<{ id: string }>`select current_setting('assay.tenant_id') as id`.execute(
        trx,
      );
      return rows[0]?.id;
    });

  it('is that tenant’s, also beside another one’s', async () => {
    const other = TENANT.replace(/1$/, '2');

    expect(await Promise.all([tenantOf(TENANT), tenantOf(other)])).toEqual([TENANT, other]);
  });

  it('is not begun for what is no id, whatever stands in it', async () => {
    await expect(tenantOf(`${TENANT}', true); select set_config('assay.tenant_id', '`)).rejects.toThrow(
      'which is no tenant',
    );
  });
});
