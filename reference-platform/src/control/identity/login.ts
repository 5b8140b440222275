import type { Selectable, Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../../database/schema.ts';
import type { AuditRecord } from '../../http/audit-trail.ts';
import { memberColumns, toMember, type Member } from '../members/member.ts';
import { lockTenant, toTenant, type Tenant } from '../tenants/tenant.ts';
import { afterFailure, isLocked, type LockState } from './lockout.ts';
import { passwordFits } from './passwords.ts';
import type { IdentityServices } from './services.ts';
import type { TenantTable, UserTable } from './tables.ts';
import { acceptedStep } from './totp.ts';

/** What somebody gave to log in. */
export interface LoginAttempt {
  email: string;
  password: string;
  totp?: string | undefined;
}

/** The account that an attempt names, as it was before the password was tried. */
export interface Account {
  id: string;
  tenantId: string | null;
  email: string;
  passwordHash: string;
}

async function findAccount({ database }: IdentityServices, email: string): Promise<Account | null> {
  const row = await database.direct
    .selectFrom('users')
    .select(['id', 'tenant_id', 'email', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
  return row
    ? { id: row.id, tenantId: row.tenant_id, email: row.email, passwordHash: row.password_hash }
    : null;
}

type Judgement = { accepted: true; step: number | null } | { accepted: false; counts: boolean };

/** Judges an attempt against the account's row, which is locked: parallel attempts are judged one by one. */
function judge(
  row: Selectable<UserTable>,
  tenant: Selectable<TenantTable> | undefined,
  attempt: LoginAttempt & { hashTried: string; passwordRight: boolean },
  now: Date,
): Judgement {
  const state: LockState = { failedLogins: row.failed_logins, lockedUntil: row.locked_until };
  if (isLocked(state, now)) return { accepted: false, counts: false };
  if (!attempt.passwordRight || row.password_hash !== attempt.hashTried)
    return { accepted: false, counts: true };

  const isUsable = row.status === 'active' && (row.tenant_id === null || tenant?.status === 'active');
  if (!isUsable) return { accepted: false, counts: false };

  if (row.mfa_enabled_at === null || row.mfa_secret === null) return { accepted: true, step: null };
  const step =
    attempt.totp === undefined ? null : acceptedStep(row.mfa_secret, attempt.totp, now, row.mfa_last_step);
  return step === null ? { accepted: false, counts: true } : { accepted: true, step };
}

/** What a judged attempt changes in the account's row. */
function consequencesOf(judgement: Judgement, row: Selectable<UserTable> | undefined, now: Date) {
  const before = { failedLogins: row?.failed_logins ?? 0, lockedUntil: row?.locked_until ?? null };
  const fresh = { failedLogins: 0, lockedUntil: null };
  const counted = !judgement.accepted && judgement.counts ? afterFailure(before, now) : before;
  const after = judgement.accepted ? fresh : counted;
  return {
    failed_logins: after.failedLogins,
    locked_until: after.lockedUntil,
    ...(judgement.accepted && judgement.step !== null ? { mfa_last_step: judgement.step } : {}),
  };
}

/** The entry of a refused attempt. Who is not logged in has not been shown to be the user: that is the target. */
function refusalOf(account: Account | null, requestId: string, now: Date): AuditRecord {
  return {
    tenantId: account?.tenantId ?? null,
    actor: { kind: 'anonymous', id: null, label: 'anonymous' },
    action: 'auth.login',
    target: account ? { type: 'user', id: account.id } : null,
    outcome: 'denied',
    status: 401,
    requestId,
    occurredAt: now,
  };
}

/**
 * Tries a log-in and writes what came of it: the failure's count and its audit entry, or the code that is now
 * used. An unknown address costs the same hash, the same statements and a written entry (of the platform's
 * chain) in one transaction as a known one does, so that time tells nothing.
 */
export async function tryLogin(
  services: IdentityServices,
  attempt: LoginAttempt,
  requestId: string,
): Promise<Account | null> {
  const account = await findAccount(services, attempt.email);
  const passwordRight = await passwordFits(account?.passwordHash ?? null, attempt.password);
  const userId = account?.id ?? uuid();

  const accepted = await services.database.system(async (trx) => {
    const now = services.now();
    const tenant = await lockTenant(trx, account?.tenantId ?? uuid(), 'present');
    const row = await trx
      .selectFrom('users')
      .selectAll()
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst();
    const judgement: Judgement = row
      ? judge(row, tenant, { ...attempt, passwordRight, hashTried: account?.passwordHash ?? '' }, now)
      : { accepted: false, counts: true };

    await trx
      .updateTable('users')
      .set(consequencesOf(judgement, row, now))
      .where('id', '=', userId)
      .execute();
    if (!judgement.accepted) await services.audit.append(trx, refusalOf(account, requestId, now));
    return judgement.accepted;
  });
  return accepted ? account : null;
}

/** Marks a log-in and returns who it is; null when the account changed since it was judged. */
export async function completeLogin(
  trx: Transaction<Schema>,
  account: Account,
  now: Date,
): Promise<{ user: Member; tenant: Tenant | null } | null> {
  const tenant = account.tenantId === null ? null : await lockTenant(trx, account.tenantId, 'present');
  if (account.tenantId !== null && tenant?.status !== 'active') return null;
  const row = await trx
    .updateTable('users')
    .set({ last_login_at: now })
    .where('id', '=', account.id)
    .where('status', '=', 'active')
    .where('password_hash', '=', account.passwordHash)
    .returning(memberColumns)
    .executeTakeFirst();
  return row ? { user: toMember(row), tenant: tenant ? toTenant(tenant) : null } : null;
}
