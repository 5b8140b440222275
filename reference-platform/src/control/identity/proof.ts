import type { Selectable } from 'kysely';
import { problem } from '../../http/problem.ts';
import type { Principal } from '../../http/principal.ts';
import { afterFailure, isLocked, type LockState } from './lockout.ts';
import { lockOwnUser, ownTransaction } from './own-account.ts';
import { passwordFits } from './passwords.ts';
import type { IdentityServices } from './services.ts';
import type { UserTable } from './tables.ts';
import { acceptedStep } from './totp.ts';

/** What somebody who is logged in gives to show once more who they are. */
export interface Proof {
  currentPassword: string;
  /** The code of the second factor; asked for where that is what changes. */
  code?: string;
}

type Fault = '/currentPassword' | '/code';

const details: Record<Fault, string> = {
  '/currentPassword': 'Not the current password',
  '/code': 'Not the present code',
};

type Judgement = { accepted: true; step: number | null } | { accepted: false; fault: Fault };

function stateOf(row: Selectable<UserTable>): LockState {
  return { failedLogins: row.failed_logins, lockedUntil: row.locked_until };
}

function judge(row: Selectable<UserTable>, proof: Proof & { fits: boolean }, now: Date): Judgement {
  if (isLocked(stateOf(row), now) || !proof.fits) return { accepted: false, fault: '/currentPassword' };
  if (proof.code === undefined || row.mfa_enabled_at === null || row.mfa_secret === null)
    return { accepted: true, step: null };
  const step = acceptedStep(row.mfa_secret, proof.code, now, row.mfa_last_step);
  return step === null ? { accepted: false, fault: '/code' } : { accepted: true, step };
}

/**
 * Has the caller prove again who they are, before something changes by which they log in: whoever found an open session
 * must not take the account over. Failures count like those of log-ins, so a session is no place to guess in; of a locked
 * account no proof is taken. Returns the hash of the password that was proved; throws 422 at the field that is wrong.
 */
export async function proveAgain(
  services: Pick<IdentityServices, 'database' | 'now'>,
  principal: Principal,
  proof: Proof,
): Promise<string> {
  const { database, now } = services;
  const { password_hash: hash } = await ownTransaction(database, principal, (trx) =>
    lockOwnUser(trx, principal),
  );
  const isRight = await passwordFits(hash, proof.currentPassword);
  // A transaction of its own, which outlasts the refusal: the failure is to be counted.
  const judgement = await ownTransaction(database, principal, async (trx) => {
    const row = await lockOwnUser(trx, principal);
    const at = now();
    const judged = judge(row, { ...proof, fits: isRight && row.password_hash === hash }, at);
    const after = judged.accepted ? { failedLogins: 0, lockedUntil: null } : afterFailure(stateOf(row), at);
    await trx
      .updateTable('users')
      .set({
        failed_logins: after.failedLogins,
        locked_until: after.lockedUntil,
        ...(judged.accepted && judged.step !== null ? { mfa_last_step: judged.step } : {}),
      })
      .where('id', '=', principal.id)
      .execute();
    return judged;
  });
  if (judgement.accepted) return hash;
  const { fault } = judgement;
  throw problem.invalid([{ pointer: fault, detail: details[fault] }]);
}
