import { sql, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { lockTenant } from '../tenants/tenant.ts';
import type { IdentityServices } from './services.ts';
import { revokeSessions } from './sessions.ts';
import { digestOf, randomToken } from './tokens.ts';

/** How long a link works. */
export const resetLifeMinutes = 30;
const resetLifeMs = resetLifeMinutes * 60_000;

// One mailbox gets no more, whoever asks; what it got last still works then, so nobody is kept out by asking often.
const mostLinks = 3;
const linksWithinMs = 15 * 60_000;

/** A member who can be sent a link. */
export interface ResetAccount {
  userId: string;
  tenantId: string;
  email: string;
}

/** The member with an address; null where there is none. An operator's password is set by configuration alone. */
export async function findResetAccount(
  { database }: Pick<IdentityServices, 'database'>,
  email: string,
): Promise<ResetAccount | null> {
  const row = await database.direct
    .selectFrom('users')
    .select(['id as userId', 'tenant_id as tenantId', 'email'])
    .where('email', '=', email)
    .executeTakeFirst();
  return row && row.tenantId !== null ? { ...row, tenantId: row.tenantId } : null;
}

/** A user's status, locked with the rest of their row; undefined where there is none. */
function lockStatus(trx: Transaction<Schema>, userId: string) {
  return trx.selectFrom('users').select('status').where('id', '=', userId).forUpdate().executeTakeFirst();
}

/** Whether a link still works. */
function isOpenAt(reset: { ended_at: Date | null; expires_at: Date }, at: Date): boolean {
  return reset.ended_at === null && reset.expires_at > at;
}

/** Makes every link of a user void. */
export async function endResets(trx: Transaction<Schema>, userId: string, at: Date): Promise<void> {
  await trx
    .updateTable('password_resets')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
}

/**
 * Makes the token of a new link, which voids the older ones; null where none is to be sent. Nobody's address costs the
 * same statements as somebody's, so that time tells nothing.
 */
export async function openReset(
  trx: Transaction<Schema>,
  account: ResetAccount | null,
  at: Date,
): Promise<string | null> {
  const userId = account?.userId ?? uuid();
  const tenant = await lockTenant(trx, account?.tenantId ?? uuid(), 'present');
  const user = await lockStatus(trx, userId);
  const { sent } = await trx
    .selectFrom('password_resets')
    .select((expression) => expression.fn.countAll<number>().as('sent'))
    .where('user_id', '=', userId)
    .where('requested_at', '>', new Date(at.getTime() - linksWithinMs))
    .executeTakeFirstOrThrow();
  const isSent = tenant?.status === 'active' && user?.status === 'active' && sent < mostLinks;

  const token = randomToken();
  const receiver = isSent ? userId : uuid();
  await endResets(trx, receiver, at);
  await trx
    .insertInto('password_resets')
    .columns(['token_hash', 'tenant_id', 'user_id', 'requested_at', 'expires_at'])
    .expression((expression) =>
      expression
        .selectFrom('users')
        .select([
          sql<Buffer>`${digestOf(token)}::bytea`.as('token_hash'),
          sql<string>`tenant_id`.as('tenant_id'),
          'id as user_id',
          sql<Date>`${at}::timestamptz`.as('requested_at'),
          sql<Date>`${new Date(at.getTime() + resetLifeMs)}::timestamptz`.as('expires_at'),
        ])
        .where('id', '=', receiver),
    )
    .execute();
  return isSent ? token : null;
}

/** Whose a token is, and whether it can still be used. */
export interface FoundReset extends ResetAccount {
  isOpen: boolean;
}

/** Whose a token is, used or not; null when it was never given out. */
export async function findReset(
  { database, now }: IdentityServices,
  tokenHash: Buffer,
): Promise<FoundReset | null> {
  const row = await database.direct
    .selectFrom('password_resets')
    .innerJoin('users', 'users.id', 'password_resets.user_id')
    .select([
      'users.id as userId',
      'password_resets.tenant_id as tenantId',
      'users.email',
      'password_resets.ended_at',
      'password_resets.expires_at',
    ])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!row) return null;
  const { userId, tenantId, email } = row;
  return { userId, tenantId, email, isOpen: isOpenAt(row, now()) };
}

/**
 * Uses a link: sets the password, unlocks the account, ends every session and every other link. The user's row is
 * locked: of two calls with one token the second finds it used. Throws 401 for whatever is wrong.
 */
export async function spendReset(
  trx: Transaction<Schema>,
  { userId, tenantId }: ResetAccount,
  change: { tokenHash: Buffer; passwordHash: string },
  at: Date,
): Promise<void> {
  const tenant = await lockTenant(trx, tenantId, 'present');
  if (tenant?.status !== 'active') throw problem.unauthenticated();
  const user = await lockStatus(trx, userId);
  const reset = await trx
    .selectFrom('password_resets')
    .select(['ended_at', 'expires_at'])
    .where('token_hash', '=', change.tokenHash)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  const isOpen = reset !== undefined && isOpenAt(reset, at);
  if (user?.status !== 'active' || !isOpen) throw problem.unauthenticated();

  await trx
    .updateTable('users')
    .set({ password_hash: change.passwordHash, failed_logins: 0, locked_until: null })
    .where('id', '=', userId)
    .execute();
  await endResets(trx, userId, at);
  await revokeSessions(trx, { userId }, at);
}
