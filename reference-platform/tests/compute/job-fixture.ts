import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { JOBS_CHANNEL, type JobPayload } from '../../src/compute/protocol.ts';
import type { Database } from '../../src/database/database.ts';
import type { JobRow } from '../../src/control/jobs/tables.ts';
import type { DetectorRow } from '../../src/control/detectors/tables.ts';

const creator = JSON.stringify({ kind: 'user', id: uuid(), name: 'Ada' });

/** A tenant with a dataset and a detector, as rows only. */
export interface Ground {
  readonly tenantId: string;
  readonly datasetId: string;
  readonly detectorId: string;
}

/** Makes the rows that a job refers to. */
export async function layGround(database: Database, rowCount: number): Promise<Ground> {
  const ground = { tenantId: uuid(), datasetId: uuid(), detectorId: uuid() };
  const { tenantId, datasetId, detectorId } = ground;
  const db = database.direct;
  await sql`insert into tenants (id, name, plan) values (${tenantId}, 'Acme', 'trial')`.execute(db);
  await sql`insert into datasets (id, tenant_id, name, description, format, row_count, columns, size_bytes, sha256, created_by)
    values (${datasetId}, ${tenantId}, 'd', '', 'csv', ${rowCount}, '[]', 1, ${'0'.repeat(64)}, ${creator})`.execute(
    db,
  );
  await sql`insert into detectors (id, tenant_id, name, description, algorithm, parameters, contamination, seed, created_by)
    values (${detectorId}, ${tenantId}, 'f', '', 'isolation_forest', '{}', 0.05, 1, ${creator})`.execute(db);
  return ground;
}

/** The payload of an isolation forest's training on columns c0 and c1. */
export function trainingOf({ detectorId, datasetId }: Ground, trees: number): JobPayload {
  return {
    kind: 'training',
    detectorId,
    datasetId,
    columns: ['c0', 'c1'],
    labelColumn: 'label',
    algorithm: 'isolation_forest',
    parameters: { trees, sampleSize: 256 },
    contamination: 0.05,
    seed: 1,
  };
}

/** Puts a job into the queue as control does; `row` may say that it was begun before. */
export async function enqueue(
  database: Database,
  ground: Ground,
  payload: JobPayload,
  row: { status?: 'pending' | 'running'; attempt?: number; claimedBy?: number } = {},
): Promise<string> {
  const id = uuid();
  await database.system(async (trx) => {
    await sql`insert into jobs (id, tenant_id, kind, status, attempt, claimed_by, detector_id, dataset_id, payload, created_by)
      values (${id}, ${ground.tenantId}, ${payload.kind}, ${row.status ?? 'pending'}, ${row.attempt ?? 0},
        ${row.claimedBy ?? null}, ${ground.detectorId}, ${ground.datasetId}, ${JSON.stringify(payload)}, ${creator})`.execute(
      trx,
    );
    await sql`update detectors set status = 'training' where id = ${ground.detectorId}`.execute(trx);
    await sql`select pg_notify(${JOBS_CHANNEL}, ${id})`.execute(trx);
  });
  return id;
}

/** Asks for the cancellation of a running job as control does. */
export async function requestCancellation(database: Database, id: string): Promise<void> {
  await database.system(async (trx) => {
    await sql`update jobs set cancel_requested_at = now() where id = ${id}`.execute(trx);
    await sql`select pg_notify(${JOBS_CHANNEL}, ${id})`.execute(trx);
  });
}

/** Suspends a tenant or lets it back in, as the control plane does. */
export async function setTenantStatus(
  database: Database,
  tenantId: string,
  status: 'active' | 'suspended',
): Promise<void> {
  await database.system(async (trx) => {
    await sql`update tenants set status = ${status} where id = ${tenantId}`.execute(trx);
    await sql`select pg_notify(${JOBS_CHANNEL}, ${tenantId})`.execute(trx);
  });
}

export async function jobOf(database: Database, id: string): Promise<JobRow> {
  return database.direct.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function detectorOf(database: Database, id: string): Promise<DetectorRow> {
  return database.direct.selectFrom('detectors').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
