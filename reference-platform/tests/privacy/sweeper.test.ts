import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditTrail } from '../../src/control/audit/trail.ts';
import { sweep, type SweptPlatform } from '../../src/control/privacy/sweeper.ts';
import { detectionFolder, exportFile } from '../../src/storage/index.ts';
import { enqueue, layGround, trainingOf, type Ground } from '../compute/job-fixture.ts';
import { startPlatformDatabase, type PlatformDatabase } from '../compute/platform-database.ts';

let storage: PlatformDatabase;
let platform: SweptPlatform;

beforeAll(async () => {
  storage = await startPlatformDatabase();
  platform = {
    database: storage.database,
    audit: createAuditTrail(storage.database),
    dataFolder: storage.dataFolder,
  };
});

afterAll(() => storage.stop());

const run = (statement: ReturnType<typeof sql>) => statement.execute(storage.database.direct);

const countOf = async (table: string, tenantId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(
    storage.database.direct,
  );
  return rows[0]?.n ?? -1;
};

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function memberWithSessions({ tenantId }: Ground, endedDaysAgo: readonly number[]): Promise<void> {
  const userId = uuid();
  await run(sql`insert into users (id, tenant_id, email, name, role, password_hash)
    values (${userId}, ${tenantId}, ${`${userId}@example.test`}, 'Ada', 'viewer', 'x')`);
  for (const days of endedDaysAgo) {
    const sessionId = uuid();
    await run(sql`insert into sessions (id, tenant_id, user_id, transport, expires_at)
      values (${sessionId}, ${tenantId}, ${userId}, 'bearer', now() - make_interval(days => ${days}))`);
    await run(sql`insert into refresh_tokens (token_hash, tenant_id, session_id, issued_at, expires_at)
      values (${Buffer.from(sessionId)}, ${tenantId}, ${sessionId}, now(), now() - make_interval(days => ${days}))`);
  }
}

const finish = (id: string, daysAgo: number) =>
  run(
    sql`update jobs set status = 'failed', finished_at = now() - make_interval(days => ${daysAgo}) where id = ${id}`,
  );

const choose = ({ tenantId }: Ground, days: object) =>
  run(sql`insert into retention_policies (tenant_id, days) values (${tenantId}, ${JSON.stringify(days)})`);

describe('a sweep', () => {
  it('takes sessions thirty days after their end with their refresh tokens, and no others', async () => {
    const ground = await layGround(storage.database, 1);
    await memberWithSessions(ground, [31, 29, -1]);

    await sweep(platform);

    expect(await countOf('sessions', ground.tenantId)).toBe(2);
    expect(await countOf('refresh_tokens', ground.tenantId)).toBe(2);
  });

  it('goes by what each tenant has chosen, and leaves unfinished jobs alone', async () => {
    const [short, usual] = [await layGround(storage.database, 1), await layGround(storage.database, 1)];
    await choose(short, { jobs: 5 });
    for (const ground of [short, usual]) {
      await finish(await enqueue(storage.database, ground, trainingOf(ground, 10)), 6);
    }
    const waiting = await enqueue(storage.database, short, trainingOf(short, 10));
    await run(sql`update jobs set created_at = now() - interval '1 year' where id = ${waiting}`);

    const counts = await sweep(platform);

    expect(counts?.get(short.tenantId)).toEqual(new Map([['jobs', 1]]));
    expect(counts?.get(usual.tenantId)).toBeUndefined();
    expect(await countOf('jobs', short.tenantId)).toBe(1);
    expect(await countOf('jobs', usual.tenantId)).toBe(1);
  });

  it('takes the files of detections and exports with them', async () => {
    const { tenantId, detectorId } = await layGround(storage.database, 1);
    const [detectionId, exportId] = [uuid(), uuid()];
    const creator = JSON.stringify({ kind: 'user', id: uuid(), name: 'Ada' });
    const folder = detectionFolder(storage.dataFolder, tenantId, detectionId);
    const file = exportFile(storage.dataFolder, tenantId, exportId);
    await mkdir(folder, { recursive: true });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '{}\n');
    await run(sql`insert into detections (id, tenant_id, detector_id, detector_version, row_count, anomaly_count, threshold,
        scores, histogram, duration_ms, created_by, created_at)
      values (${detectionId}, ${tenantId}, ${detectorId}, 1, 1, 0, 0.5, '{}', '{}', 1, ${creator}, now() - interval '366 days')`);
    await run(sql`insert into privacy_exports (id, tenant_id, subject, created_by, completed_at)
      values (${exportId}, ${tenantId}, '{}', ${creator}, now() - interval '8 days')`);

    const counts = await sweep(platform);

    expect(counts?.get(tenantId)).toEqual(
      new Map([
        ['detections', 1],
        ['exports', 1],
      ]),
    );
    expect(await exists(folder)).toBe(false);
    expect(await exists(file)).toBe(false);
    expect(await countOf('detections', tenantId)).toBe(0);
  });

  it('is in the audit log of the tenant of which something went, and in no other', async () => {
    const [swept, other] = [await layGround(storage.database, 1), await layGround(storage.database, 1)];
    await memberWithSessions(swept, [40]);

    await sweep(platform);
    await sweep(platform);

    const { rows } = await sql<{ target_id: string; actor_kind: string }>`
      select target_id, actor_kind from audit_entries where tenant_id = ${swept.tenantId}`.execute(
      storage.database.direct,
    );
    expect(rows).toEqual([{ target_id: 'sessions=1', actor_kind: 'system' }]);
    expect(await countOf('audit_entries', other.tenantId)).toBe(0);
  });

  it('forgets answers for retries after a day', async () => {
    const { tenantId } = await layGround(storage.database, 1);
    for (const hours of [23, 25]) {
      await run(sql`insert into idempotency_keys (tenant_id, actor_id, key_hash, fingerprint, created_at)
        values (${tenantId}, ${uuid()}, 'k', 'f', now() - make_interval(hours => ${hours}))`);
    }

    await sweep(platform);

    expect(await countOf('idempotency_keys', tenantId)).toBe(1);
  });

  it('is left to the process that is at it', async () => {
    const outcome = await storage.database.system(async (trx) => {
      await sql`select pg_advisory_xact_lock(4127700012)`.execute(trx);
      return sweep(platform);
    });

    expect(outcome).toBeNull();
  });
});
