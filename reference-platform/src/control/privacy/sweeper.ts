import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Database } from '../../database/database.ts';
import type { AuditTrail } from '../../http/audit-trail.ts';
import { detectionFolder, exportFile, removeFolderAtomically, stagingFolder } from '../../storage/index.ts';
import { defaultRetention, type RetentionDays } from './retention.ts';
import { sweepRules, type SweepRule } from './sweep-rules.ts';

/** What the sweeper works on. */
export interface SweptPlatform {
  database: Database;
  audit: AuditTrail;
  dataFolder: string;
}

/** How many things of each kind went, by tenant. */
export type SweepCounts = Map<string, Map<string, number>>;

/** The most rows of a kind that one pass removes; the next pass goes on. */
const MOST_ROWS = 5_000;
/** The most chains that one pass cuts, and files that it removes one by one. */
const MOST_FILES = 200;
/** Answers for retries are kept for a day, as callers retry within minutes. */
const KEY_HOURS = 24;
/** Any number will do, so long as nobody else in the database uses it. */
const SWEEP_LOCK = 4_127_700_012;

/** The days of a kind that a row's tenant has chosen, or the default; rows of no tenant have the default. */
const daysOf = (kind: keyof RetentionDays) => sql<number>`coalesce(
  (select (policy.days ->> ${kind})::integer from retention_policies policy where policy.tenant_id = swept.tenant_id),
  ${defaultRetention[kind]}::integer)`;

const isOver = (kind: keyof RetentionDays, since: SweepRule['since']) =>
  sql<boolean>`${since} < now() - make_interval(days => ${daysOf(kind)})`;

function count(counts: SweepCounts, tenantId: string | null, kind: string, number = 1): void {
  const of = counts.get(tenantId ?? '') ?? new Map<string, number>();
  counts.set(tenantId ?? '', of.set(kind, (of.get(kind) ?? 0) + number));
}

async function sweepRows({ database }: SweptPlatform, rule: SweepRule, counts: SweepCounts): Promise<void> {
  const { rows } = await sql<{ tenant_id: string | null }>`
    delete from ${sql.table(rule.table)} where ctid = any(array(
      select swept.ctid from ${sql.table(rule.table)} swept where ${isOver(rule.kind, rule.since)} limit ${MOST_ROWS}))
    returning tenant_id`.execute(database.direct);
  for (const { tenant_id } of rows) count(counts, tenant_id, rule.table);
}

interface Filed {
  id: string;
  tenant_id: string;
}

/** Detections with their files; files first, since a row that is left says what still has to go. */
async function sweepDetections({ database, dataFolder }: SweptPlatform, counts: SweepCounts): Promise<void> {
  const { rows } = await sql<Filed>`
    select swept.id, swept.tenant_id from detections swept
    where ${isOver('detections', sql`swept.created_at`)} limit ${MOST_FILES}`.execute(database.direct);
  for (const { id, tenant_id } of rows) {
    await removeFolderAtomically(
      stagingFolder(dataFolder, tenant_id),
      detectionFolder(dataFolder, tenant_id, id),
    );
    await database.direct.deleteFrom('detections').where('id', '=', id).execute();
    count(counts, tenant_id, 'detections');
  }
}

async function sweepExports({ database, dataFolder }: SweptPlatform, counts: SweepCounts): Promise<void> {
  const { rows } = await sql<Filed>`
    select swept.id, swept.tenant_id from privacy_exports swept
    where swept.expired_at is null and ${isOver('exports', sql`swept.completed_at`)} limit ${MOST_FILES}`.execute(
    database.direct,
  );
  for (const { id, tenant_id } of rows) {
    await rm(exportFile(dataFolder, tenant_id, id), { force: true });
    await database.direct
      .updateTable('privacy_exports')
      .set({ expired_at: new Date() })
      .where('id', '=', id)
      .execute();
    count(counts, tenant_id, 'exports');
  }
}

async function sweepAudit({ database }: SweptPlatform, counts: SweepCounts): Promise<void> {
  const { rows } = await sql<{ tenant_id: string; days: number }>`
    select swept.tenant_id, ${daysOf('audit')} as days from audit_heads head
    join audit_entries swept on swept.chain_id = head.chain_id and swept.sequence = head.pruned_sequence + 1
    where swept.tenant_id is not null and ${isOver('audit', sql`swept.occurred_at`)}
    limit ${MOST_FILES}`.execute(database.direct);
  for (const { tenant_id, days } of rows) {
    const pruned = await database.system((trx) =>
      sql<{ entries: number }>`
        select prune_audit(${tenant_id}, now() - make_interval(days => ${days})) as entries`.execute(trx),
    );
    count(counts, tenant_id, 'audit', pruned.rows[0]?.entries ?? 0);
  }
}

/** One entry a tenant of which something went, by the platform itself, with the counts as what it acted on. */
async function recordSweep({ database, audit }: SweptPlatform, counts: SweepCounts): Promise<void> {
  for (const [tenantId, kinds] of counts) {
    if (tenantId === '') continue;
    const removed = [...kinds].map(([kind, number]) => `${kind}=${number}`).join(' ');
    await database.system((trx) =>
      audit.append(trx, {
        tenantId,
        actor: { kind: 'system', id: null, label: 'retention' },
        action: 'privacy.sweep',
        target: { type: 'retention', id: removed },
        outcome: 'allowed',
        status: 200,
        requestId: uuid(),
        occurredAt: new Date(),
      }),
    );
  }
}

async function sweepOnce(platform: SweptPlatform): Promise<SweepCounts> {
  const counts: SweepCounts = new Map();
  await platform.database.direct
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', new Date(Date.now() - KEY_HOURS * 60 * 60 * 1000))
    .execute();
  for (const rule of sweepRules) await sweepRows(platform, rule, counts);
  await sweepDetections(platform, counts);
  await sweepExports(platform, counts);
  await sweepAudit(platform, counts);
  await recordSweep(platform, counts);
  return counts;
}

/**
 * Removes what is kept no longer, of all tenants, up to a bound a kind; one process at a time. Returns what went, or
 * null when another process is at it.
 */
export function sweep(platform: SweptPlatform): Promise<SweepCounts | null> {
  return platform.database.system(async (trx) => {
    const { rows } = await sql<{ taken: boolean }>`
      select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as taken`.execute(trx);
    return rows[0]?.taken === true ? sweepOnce(platform) : null;
  });
}
