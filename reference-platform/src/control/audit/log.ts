import type { Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import { readPage, type PageRange } from '../../database/page.ts';
import { createChainCheck, genesisHash, type BrokenEntry, type ChainHead } from './chain.ts';
import { toAuditEntry, type AuditEntry } from './entry.ts';
import type { AuditEntryTable } from './tables.ts';

/** What a list of entries is narrowed to; times are inclusive. */
export interface AuditFilter {
  action?: string | undefined;
  outcome?: 'allowed' | 'denied' | undefined;
  actorId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** What came of checking a chain. */
export interface AuditVerdict {
  valid: boolean;
  /** How many entries there are, and how many older ones retention has removed. */
  entries: number;
  prunedEntries: number;
  headHash: string;
  firstBroken: BrokenEntry | null;
}

// Small enough to keep no connection for long, large enough that round trips do not count.
const batchSize = 1_000;

/** Where a chain ends, the highest sequence number there is, and where retention has cut it off. */
type ChainEnds = ChainHead & { highest: number; start: ChainHead };

/** Where a tenant's chain ends now, and the highest sequence number there is: one statement, so one moment. */
async function endOf(database: Database, tenantId: string): Promise<ChainEnds> {
  const end = await database.tenant(tenantId, (trx) =>
    trx
      .selectFrom('audit_heads')
      .select(['sequence', 'hash', 'pruned_sequence', 'pruned_hash'])
      .select((expression) =>
        expression
          .selectFrom('audit_entries')
          .where('tenant_id', '=', tenantId)
          .select((entries) => entries.fn.max('sequence').as('highest'))
          .as('highest'),
      )
      .where('chain_id', '=', tenantId)
      .executeTakeFirst(),
  );
  const genesis = { sequence: 0, hash: genesisHash };
  if (!end) return { ...genesis, highest: 0, start: genesis };
  const { sequence, hash, highest, pruned_sequence, pruned_hash } = end;
  return { sequence, hash, highest: highest ?? 0, start: { sequence: pruned_sequence, hash: pruned_hash } };
}

/** The entries of a tenant up to a sequence number, oldest first, in batches, each read in its own transaction. */
async function* batches(database: Database, tenantId: string, upTo: number): AsyncGenerator<AuditEntry[]> {
  for (let after = 0; ;) {
    const from = after;
    const rows: Selectable<AuditEntryTable>[] = await database.tenant(tenantId, (trx) =>
      trx
        .selectFrom('audit_entries')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('sequence', '>', from)
        .where('sequence', '<=', upTo)
        .orderBy('sequence')
        .limit(batchSize)
        .execute(),
    );
    if (rows.length > 0) yield rows.map(toAuditEntry);
    if (rows.length < batchSize) return;
    after = rows.at(-1)?.sequence ?? upTo;
  }
}

/** The reading side of the audit log of one tenant. */
export const auditLog = {
  /** A page, newest first, and how many entries the filter fits. */
  async page(database: Database, tenantId: string, filter: AuditFilter, range: PageRange) {
    return database.tenant(tenantId, async (trx) => {
      let query = trx.selectFrom('audit_entries').where('tenant_id', '=', tenantId);
      if (filter.action !== undefined) query = query.where('action', '=', filter.action);
      if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome);
      if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
      if (filter.from !== undefined) query = query.where('occurred_at', '>=', filter.from);
      if (filter.to !== undefined) query = query.where('occurred_at', '<=', filter.to);
      const { rows, total } = await readPage(query.selectAll().orderBy('sequence', 'desc'), range);
      return { items: rows.map(toAuditEntry), total };
    });
  },

  /** The entries that exist now as JSON lines, oldest first. What is added meanwhile is left out. */
  async *lines(database: Database, tenantId: string): AsyncGenerator<string> {
    const { highest } = await endOf(database, tenantId);
    for await (const entries of batches(database, tenantId, highest)) {
      yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    }
  },

  /** Recomputes the chain up to its present head. */
  async verify(database: Database, tenantId: string): Promise<AuditVerdict> {
    const head = await endOf(database, tenantId);
    const check = createChainCheck(head.start);
    let entries = 0;
    for await (const batch of batches(database, tenantId, head.highest)) {
      entries += batch.length;
      for (const entry of batch) check.add(entry);
    }
    const firstBroken = check.finish(head);
    const now = firstBroken === null ? head : await endOf(database, tenantId);
    // Entries went by retention while they were read: what is left is looked at again.
    if (now.start.sequence !== head.start.sequence) return auditLog.verify(database, tenantId);
    return {
      valid: firstBroken === null,
      entries,
      prunedEntries: head.start.sequence,
      headHash: head.hash,
      firstBroken,
    };
  },
};
