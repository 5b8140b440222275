import type { Database } from '../../database/database.ts';
import { insertUser } from './accounts.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { revokeSessions } from './sessions.ts';

/**
 * Makes the operator's account, or gives it the configured password, which ends its sessions. Call at start.
 * Throws when the address belongs to a tenant's member.
 */
export async function ensureOperator(
  database: Database,
  operator: { email: string; password: string },
): Promise<void> {
  const email = operator.email.toLowerCase();
  const known = await database.direct
    .selectFrom('users')
    .select(['id', 'role', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (known && known.role !== 'operator') throw new Error('OPERATOR_EMAIL belongs to a member of a tenant');
  if (known && (await passwordFits(known.password_hash, operator.password))) return;

  const passwordHash = await hashPassword(operator.password);
  await database.system(async (trx) => {
    if (!known) {
      await insertUser(trx, { tenantId: null, role: 'operator', email, name: 'Operator', passwordHash });
      return;
    }
    await trx
      .updateTable('users')
      .set({ password_hash: passwordHash, failed_logins: 0, locked_until: null })
      .where('id', '=', known.id)
      .execute();
    await revokeSessions(trx, { userId: known.id }, new Date());
  });
}
