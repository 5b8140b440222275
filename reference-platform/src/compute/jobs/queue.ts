import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { createdBy, jobPayload, type CreatedBy, type JobPayload } from '../protocol.ts';
import { PROCESS_LOCK_CLASS } from './process-lock.ts';

/** A job as the process that claimed it sees it. */
export interface ClaimedJob {
  readonly id: string;
  readonly tenantId: string;
  readonly payload: JobPayload;
  readonly createdBy: CreatedBy;
  readonly cancelRequested: boolean;
}

/** How it stands with a job that this process runs: still wanted, to be cancelled, to rest with its tenant, or no longer there. */
export type Standing = 'wanted' | 'cancelled' | 'suspended' | 'gone';

/** Times that a job is begun; a process that dies twice over it is taken to die of it. */
const MOST_ATTEMPTS = 2;

const claimedRow = z.object({
  id: z.uuid(),
  tenant_id: z.uuid(),
  payload: jobPayload,
  created_by: createdBy,
  cancel_requested_at: z.date().nullable(),
});

/** The rows of `jobs` as a queue, seen by one compute process (`key` of its process lock). */
export class JobQueue {
  readonly #database: Database;
  readonly #key: number;

  constructor(database: Database, key: number) {
    this.#database = database;
    this.#key = key;
  }

  /**
   * Takes the next pending job, or null. Tenants with fewer running jobs come first, then the one whose last job was begun
   * longest ago, so that one with many does not hold up the others, however few run at a time; then the oldest. Those of a
   * suspended tenant wait until it is let back in.
   */
  async claim(): Promise<ClaimedJob | null> {
    const { rows } = await sql`
      update jobs set status = 'running', attempt = attempt + 1, claimed_by = ${this.#key}, progress = 0,
        started_at = clock_timestamp()
      where id = (
        select waiting.id from jobs waiting where waiting.status = 'pending'
          and exists (select from tenants where tenants.id = waiting.tenant_id and tenants.status = 'active')
        order by (select count(*) from jobs busy where busy.tenant_id = waiting.tenant_id and busy.status = 'running'),
          (select max(begun.started_at) from jobs begun where begun.tenant_id = waiting.tenant_id) nulls first,
          waiting.created_at, waiting.id
        limit 1 for update skip locked)
      returning id, tenant_id, payload, created_by, cancel_requested_at`.execute(this.#database.direct);
    if (rows.length === 0) return null;
    const row = claimedRow.parse(rows[0]);
    return {
      id: row.id,
      tenantId: row.tenant_id,
      payload: row.payload,
      createdBy: row.created_by,
      cancelRequested: row.cancel_requested_at !== null,
    };
  }

  /** Writes the progress (0..1) of a running job and says how it stands with it. */
  async report(job: ClaimedJob, progress: number): Promise<Standing> {
    const row = await this.#database.direct
      .updateTable('jobs')
      .set({ progress })
      .where('id', '=', job.id)
      .where('tenant_id', '=', job.tenantId)
      .where('status', '=', 'running')
      .where('claimed_by', '=', this.#key)
      .returning('cancel_requested_at')
      .executeTakeFirst();
    if (row === undefined) return 'gone';
    return row.cancel_requested_at === null ? 'wanted' : 'cancelled';
  }

  /** Which of these running jobs of this process are not wanted any more. */
  async unwanted(ids: readonly string[]): Promise<Map<string, Exclude<Standing, 'wanted'>>> {
    const result = new Map<string, Exclude<Standing, 'wanted'>>();
    if (ids.length === 0) return result;
    const rows = await this.#database.direct
      .selectFrom('jobs')
      .innerJoin('tenants', 'tenants.id', 'jobs.tenant_id')
      .select(['jobs.id', 'jobs.cancel_requested_at', 'tenants.status as tenant_status'])
      .where('jobs.id', 'in', [...ids])
      .where('jobs.claimed_by', '=', this.#key)
      .where('jobs.status', '=', 'running')
      .execute();
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const row = found.get(id);
      if (row === undefined) result.set(id, 'gone');
      else if (row.cancel_requested_at !== null) result.set(id, 'cancelled');
      else if (row.tenant_status === 'suspended') result.set(id, 'suspended');
    }
    return result;
  }

  /** Gives a running job back, as if it had not been begun: this process is stopping, or the tenant is suspended. */
  async release(job: ClaimedJob): Promise<void> {
    await this.#database.direct
      .updateTable('jobs')
      .set((eb) => ({ status: 'pending', claimed_by: null, progress: 0, attempt: eb('attempt', '-', 1) }))
      .where('id', '=', job.id)
      .where('tenant_id', '=', job.tenantId)
      .where('status', '=', 'running')
      .where('claimed_by', '=', this.#key)
      .execute();
  }

  /**
   * Frees jobs that say "running" while nobody runs them: of processes whose lock is free, and of this
   * process where they are not among `running`. They wait again, or fail after the second attempt.
   */
  async recoverOrphans(running: readonly string[]): Promise<number> {
    return this.#database.system(async (trx) => {
      const { rows } = await sql<{ tenant_id: string; detector_id: string; kind: string; status: string }>`
        update jobs set
          status = case when cancel_requested_at is not null then 'cancelled'
                        when attempt >= ${MOST_ATTEMPTS} then 'failed' else 'pending' end,
          error = case when cancel_requested_at is null and attempt >= ${MOST_ATTEMPTS}
                       then 'the compute plane stopped while the job ran, twice' end,
          finished_at = case when cancel_requested_at is not null or attempt >= ${MOST_ATTEMPTS}
                             then clock_timestamp() end,
          progress = case when cancel_requested_at is not null or attempt >= ${MOST_ATTEMPTS}
                          then progress else 0 end,
          claimed_by = null
        where id in (
          select id from jobs where status = 'running' and claimed_by is not null
            and exists (select from tenants where tenants.id = jobs.tenant_id for key share skip locked)
            and case when claimed_by = ${this.#key} then not (id = any(${[...running]}::uuid[]))
                     else pg_try_advisory_xact_lock(${PROCESS_LOCK_CLASS}, claimed_by) end
          for update skip locked)
        returning tenant_id, detector_id, kind, status`.execute(trx);
      for (const row of rows) {
        if (row.kind !== 'training' || row.status === 'pending') continue;
        await trx
          .updateTable('detectors')
          .set({
            status:
              row.status === 'failed'
                ? 'failed'
                : sql`case when latest_version is null then 'untrained' else 'ready' end`,
            updated_at: sql`clock_timestamp()`,
          })
          .where('id', '=', row.detector_id)
          .where('tenant_id', '=', row.tenant_id)
          .execute();
      }
      return rows.length;
    });
  }

  /** Jobs that wait and that run, of all processes. */
  async depth(): Promise<{ pending: number; running: number }> {
    const rows = await this.#database.direct
      .selectFrom('jobs')
      .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
      .where('status', 'in', ['pending', 'running'])
      .groupBy('status')
      .execute();
    const of = (status: string): number => rows.find((row) => row.status === status)?.count ?? 0;
    return { pending: of('pending'), running: of('running') };
  }
}
