import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { ClaimedJob } from '../jobs/queue.ts';
import type { CandidateOutcome, ExperimentComparison, ExperimentPayload } from '../protocol.ts';

type Change =
  | { status: 'pending' | 'running' }
  | { status: 'completed'; outcome: CandidateOutcome }
  | { status: 'failed'; error: string };

/** What an experiment's job writes: the result of each candidate as it comes, and the comparison at the end. */
export class ExperimentRecords {
  readonly #database: Database;
  readonly #tenantId: string;
  readonly #experimentId: string;

  constructor(database: Database, { tenantId }: ClaimedJob, { experimentId }: ExperimentPayload) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#experimentId = experimentId;
  }

  /** Forgets what an earlier attempt wrote: its scores are gone with its process. */
  async begin(): Promise<void> {
    await this.#update(this.#database.direct, { status: 'pending' }).execute();
  }

  /** Writes how it stands with the candidate at `position`. */
  async candidate(position: number, change: Change): Promise<void> {
    await this.#update(this.#database.direct, change).where('position', '=', position).execute();
  }

  /** Writes the comparison; part of the transaction that completes the job. */
  async complete(trx: Transaction<Schema>, comparison: ExperimentComparison): Promise<void> {
    await trx
      .updateTable('experiments')
      .set({ comparison: JSON.stringify(comparison) })
      .where('tenant_id', '=', this.#tenantId)
      .where('id', '=', this.#experimentId)
      .execute();
  }

  #update(db: Database['direct'], change: Change) {
    return db
      .updateTable('experiment_results')
      .set({
        status: change.status,
        outcome: 'outcome' in change ? JSON.stringify(change.outcome) : null,
        error: 'error' in change ? change.error : null,
      })
      .where('tenant_id', '=', this.#tenantId)
      .where('experiment_id', '=', this.#experimentId);
  }
}
