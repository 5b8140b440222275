/** What counts against guessing, of one account. */
export interface LockState {
  failedLogins: number;
  lockedUntil: Date | null;
}

/** Failures in a row that lock an account. */
export const failuresToLock = 5;
const lockMs = 15 * 60_000;

/** Whether log-in is refused whatever the password. */
export function isLocked({ lockedUntil }: LockState, now: Date): boolean {
  return lockedUntil !== null && lockedUntil > now;
}

/** The state after a failed log-in. Failures while locked change nothing: nobody keeps an account shut for good. */
export function afterFailure(state: LockState, now: Date): LockState {
  if (isLocked(state, now)) return state;
  const failedLogins = state.failedLogins + 1;
  if (failedLogins < failuresToLock) return { failedLogins, lockedUntil: null };
  return { failedLogins: 0, lockedUntil: new Date(now.getTime() + lockMs) };
}
