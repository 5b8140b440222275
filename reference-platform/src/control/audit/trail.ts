import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../../database/schema.ts';
import type { AuditRecord, AuditTrail } from '../../http/audit-trail.ts';
import { problem } from '../../http/problem.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { genesisHash, hashOf, labelDigestOf, platformChain, type ChainHead } from './chain.ts';

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

async function link(trx: Transaction<Schema>, record: AuditRecord, head: ChainHead): Promise<void> {
  const { actor, target } = record;
  const chainId = record.tenantId ?? platformChain;
  const salt = randomBytes(16).toString('hex');
  const labelDigest = labelDigestOf(salt, actor.label);
  const fields = {
    sequence: head.sequence + 1,
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
  const hash = hashOf(head.hash, fields);
  // One round trip: the head moves with the entry.
  await trx
    .with('moved', (query) =>
      query
        .updateTable('audit_heads')
        .set({ sequence: fields.sequence, hash })
        .where('chain_id', '=', chainId)
        .returning(sql`1`.as('one')),
    )
    .insertInto('audit_entries')
    .values({
      chain_id: chainId,
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
      previous_hash: head.hash,
      hash,
    })
    .execute();
}

/**
 * The audit log's writer. Parallel appends to one chain wait for each other on the head's row lock, so call it
 * last in a transaction. A denial in a tenant that was removed meanwhile goes to the platform's chain; a change
 * there is refused as 401, which undoes it.
 */
export function createAuditTrail(): AuditTrail {
  return {
    async append(trx, record, { heldTenant } = { heldTenant: null }) {
      const head = await takeHead(trx, record.tenantId, heldTenant);
      if (head) return link(trx, record, head);
      if (record.outcome === 'allowed') throw problem.unauthenticated();
      const platform = await takeHead(trx, null);
      if (!platform) throw new Error('the chain of the platform cannot be started');
      return link(trx, { ...record, tenantId: null }, platform);
    },
  };
}
