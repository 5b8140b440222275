import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { JobTaken } from '../jobs/completion.ts';
import { holdTenant } from '../jobs/hold-tenant.ts';
import type { ClaimedJob } from '../jobs/queue.ts';
import type { AutomlPayload, CandidateOutcome } from '../protocol.ts';
import type { Proposal, TriedProposal } from './proposal.ts';

/** How a trial ended. */
export type TrialEnd =
  { readonly outcome: CandidateOutcome; readonly value: number } | { readonly error: string };

/** A run as a process finds it: what an earlier one has tried stays. */
export interface RunSoFar {
  readonly startedAt: Date;
  readonly bestPosition: number | null;
  readonly tried: TriedProposal[];
}

/** Why a run ended of itself. */
export type StoppedBy = 'trials' | 'seconds' | 'space';

/** What an AutoML job reads and writes: each trial as it ends, and why the run stopped. */
export class AutomlRecords {
  readonly #database: Database;
  readonly #tenantId: string;
  readonly #runId: string;

  constructor(database: Database, { tenantId }: ClaimedJob, { runId }: AutomlPayload) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#runId = runId;
  }

  /** Throws JobTaken where the run went with its tenant. */
  async soFar(): Promise<RunSoFar> {
    const db = this.#database.direct;
    const run = await db
      .selectFrom('automl_runs')
      .select(['started_at', 'best_position'])
      .where('tenant_id', '=', this.#tenantId)
      .where('id', '=', this.#runId)
      .executeTakeFirst();
    if (run === undefined) throw new JobTaken();
    const tried = await db
      .selectFrom('automl_trials')
      .select(['algorithm', 'parameters', 'value'])
      .where('tenant_id', '=', this.#tenantId)
      .where('run_id', '=', this.#runId)
      .orderBy('position')
      .execute();
    return { startedAt: run.started_at ?? new Date(), bestPosition: run.best_position, tried };
  }

  /** Writes a trial; `isBest` makes it the run's best in the same transaction. Throws JobTaken where the tenant is gone. */
  async trial(position: number, proposal: Proposal, end: TrialEnd, isBest: boolean): Promise<void> {
    await this.#database.system(async (trx) => {
      if (!(await holdTenant(trx, this.#tenantId))) throw new JobTaken();
      await trx
        .insertInto('automl_trials')
        .values({
          tenant_id: this.#tenantId,
          run_id: this.#runId,
          position,
          algorithm: proposal.algorithm,
          parameters: JSON.stringify(proposal.parameters),
          status: 'error' in end ? 'failed' : 'completed',
          outcome: 'error' in end ? null : JSON.stringify(end.outcome),
          value: 'error' in end ? null : end.value,
          error: 'error' in end ? end.error : null,
        })
        .execute();
      if (isBest) await this.#update(trx, { best_position: position });
    });
  }

  /** Writes why the run stopped; part of the transaction that completes the job. */
  async complete(trx: Transaction<Schema>, stoppedBy: StoppedBy): Promise<void> {
    await this.#update(trx, { stopped_by: stoppedBy });
  }

  async #update(
    trx: Transaction<Schema>,
    change: { best_position: number } | { stopped_by: StoppedBy },
  ): Promise<void> {
    await trx
      .updateTable('automl_runs')
      .set(change)
      .where('tenant_id', '=', this.#tenantId)
      .where('id', '=', this.#runId)
      .execute();
  }
}
