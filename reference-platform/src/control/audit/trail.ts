import { randomBytes } from 'node:crypto';
import { type Insertable, sql, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import { Batches } from '../../database/batches.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { AuditRecord, AuditTrail } from '../../http/audit-trail.ts';
import { problem } from '../../http/problem.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { genesisHash, hashOf, labelDigestOf, platformChain, type ChainHead } from './chain.ts';
import type { AuditEntryTable } from './tables.ts';

function lockHead(trx: Transaction<Schema>, chainId: string): Promise<ChainHead | undefined> {
  return trx
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('chain_id', '=', chainId)
    .forUpdate()
    .executeTakeFirst();
}

/** Starts a chain; does nothing when another transaction was faster. */
async function startChain(trx: Transaction<Schema>, tenantId: string | null): Promise<void> {
  await trx
    .insertInto('audit_heads')
    .values({ chain_id: tenantId ?? platformChain, tenant_id: tenantId, sequence: 0, hash: genesisHash })
    .onConflict((conflict) => conflict.column('chain_id').doNothing())
    .execute();
}

/**
 * The head of a chain, locked until the transaction ends; undefined when its tenant is gone. The tenant's row is
 * locked first, as everywhere, so that the tenant's removal and an append never wait for each other in a circle.
 */
async function takeHead(
  trx: Transaction<Schema>,
  tenantId: string | null,
  heldTenant: string | null = null,
): Promise<ChainHead | undefined> {
  const isHeld = tenantId === heldTenant;
  if (tenantId !== null && !isHeld && !(await lockTenant(trx, tenantId, 'present'))) return undefined;
  const chainId = tenantId ?? platformChain;
  const head = await lockHead(trx, chainId);
  if (head) return head;
  await startChain(trx, tenantId);
  return lockHead(trx, chainId);
}

/** The row of an entry that follows on `previous`. */
function rowAfter(previous: ChainHead, record: AuditRecord): Insertable<AuditEntryTable> {
  const { actor, target } = record;
  const salt = randomBytes(16).toString('hex');
  const labelDigest = labelDigestOf(salt, actor.label);
  const fields = {
    sequence: previous.sequence + 1,
    id: uuid(),
    occurredAt: record.occurredAt.toISOString(),
    actor: { kind: actor.kind, id: actor.id, labelDigest },
    tenantId: record.tenantId,
    action: record.action,
    target: target ? { type: target.type, id: target.id } : null,
    outcome: record.outcome,
    status: record.status,
    requestId: record.requestId,
  };
  return {
    chain_id: record.tenantId ?? platformChain,
    sequence: fields.sequence,
    id: fields.id,
    tenant_id: record.tenantId,
    occurred_at: record.occurredAt,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_label: actor.label,
    actor_label_salt: salt,
    actor_label_digest: labelDigest,
    action: record.action,
    target_type: target?.type ?? null,
    target_id: target?.id ?? null,
    outcome: record.outcome,
    status: record.status,
    request_id: record.requestId,
    previous_hash: previous.hash,
    hash: hashOf(previous.hash, fields),
  };
}

/** Adds entries of one chain to its end, in their order. */
async function link(
  trx: Transaction<Schema>,
  records: readonly AuditRecord[],
  head: ChainHead,
): Promise<void> {
  let end: ChainHead = head;
  const rows = records.map((record) => {
    const row = rowAfter(end, record);
    end = { sequence: row.sequence, hash: row.hash };
    return row;
  });
  const [first] = rows;
  if (first === undefined) return;
  // One round trip: the head moves with the entries.
  await trx
    .with('moved', (query) =>
      query
        .updateTable('audit_heads')
        .set(end)
        .where('chain_id', '=', first.chain_id)
        .returning(sql`1`.as('one')),
    )
    .insertInto('audit_entries')
    .values(rows)
    .execute();
}

/** The head of the platform's own chain, locked until the transaction ends. */
async function takePlatformHead(trx: Transaction<Schema>): Promise<ChainHead> {
  const head = await takeHead(trx, null);
  if (!head) throw new Error('the chain of the platform cannot be started');
  return head;
}

/** Adds denials in one tenant to its chain; where it was removed meanwhile, to the platform's. */
async function linkDenials(
  trx: Transaction<Schema>,
  tenantId: string | null,
  records: readonly AuditRecord[],
): Promise<void> {
  const head = await takeHead(trx, tenantId);
  if (head) return link(trx, records, head);
  const ofPlatform = records.map((record) => ({ ...record, tenantId: null }));
  return link(trx, ofPlatform, await takePlatformHead(trx));
}

/** The most denials that one transaction takes. */
const DENIALS_AT_ONCE = 50;

/**
 * The audit log's writer. Parallel appends to one chain wait for each other on the head's row lock, so call `append`
 * last in a transaction. A denial in a tenant that was removed meanwhile goes to the platform's chain; a change
 * there is refused as 401, which undoes it. Denials that come while others of their chain are being written are
 * written together, so that a flood of them does not queue for the lock one by one.
 */
export function createAuditTrail(database: Pick<Database, 'system'>): AuditTrail {
  const denials = new Batches<string | null, AuditRecord>(DENIALS_AT_ONCE, (tenantId, records) =>
    database.system((trx) => linkDenials(trx, tenantId, records)),
  );
  return {
    async append(trx, record, { heldTenant } = { heldTenant: null }) {
      if (record.outcome === 'denied') return linkDenials(trx, record.tenantId, [record]);
      const head = await takeHead(trx, record.tenantId, heldTenant);
      if (!head) throw problem.unauthenticated();
      return link(trx, [record], head);
    },
    deny: (record) => denials.add(record.tenantId, record),
  };
}
