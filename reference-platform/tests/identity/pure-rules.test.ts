import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { afterFailure, isLocked, type LockState } from '../../src/control/identity/lockout.ts';
import { hashPassword, passwordFits } from '../../src/control/identity/passwords.ts';
import { containing, nameText } from '../../src/control/identity/text.ts';
import { acceptedStep, createTotpSecret, otpauthUrlOf } from '../../src/control/identity/totp.ts';
import { endsOwnership, mayGrant, mayTouch } from '../../src/control/members/rules.ts';

const start = new Date('2026-11-21T08:00:00.000Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

describe('rules that need no database', () => {
  it('locks an account at the fifth failure for 15 minutes to the millisecond', () => {
    let state: LockState = { failedLogins: 0, lockedUntil: null };
    for (let failure = 1; failure <= 4; failure += 1) state = afterFailure(state, start);
    expect(state).toEqual({ failedLogins: 4, lockedUntil: null });

    state = afterFailure(state, start);
    expect(state).toEqual({ failedLogins: 0, lockedUntil: later(900) });
    expect(isLocked(state, later(899.999))).toBe(true);
    expect(isLocked(state, later(900))).toBe(false);
    expect(afterFailure(state, later(10))).toBe(state);
  });

  it('accepts the RFC 6238 vector for SHA-1, cut to 6 digits', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(acceptedStep(secret, '287082', new Date(59_000), null)).toBe(1);
  });

  it('takes a code of the step before, now and after, none twice and none older', () => {
    const secret = createTotpSecret();
    const codeAt = (seconds: number) =>
      new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({
        timestamp: later(seconds).getTime(),
      });
    const step = Math.floor(start.getTime() / 30_000);

    expect(acceptedStep(secret, codeAt(-30), start, null)).toBe(step - 1);
    expect(acceptedStep(secret, codeAt(0), start, null)).toBe(step);
    expect(acceptedStep(secret, codeAt(30), start, null)).toBe(step + 1);
    expect(acceptedStep(secret, codeAt(-60), start, null)).toBeNull();
    expect(acceptedStep(secret, codeAt(60), start, null)).toBeNull();
    expect(acceptedStep(secret, codeAt(0), start, step)).toBeNull();
    expect(acceptedStep(secret, codeAt(-30), start, step)).toBeNull();
    expect(acceptedStep(secret, codeAt(30), start, step)).toBe(step + 1);
  });

  it('writes an otpauth address that an authenticator app reads', () => {
    const url = new URL(otpauthUrlOf('GEZDGNBVGY3TQOJQ', 'a@example.test'));
    expect(url.protocol).toBe('otpauth:');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      issuer: 'Assay',
      secret: 'GEZDGNBVGY3TQOJQ',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('hashes with argon2id, m=7168, t=5, p=1, and verifies', async () => {
    const hashed = await hashPassword('a long password');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=7168,t=5,p=1\$/);
    expect(await passwordFits(hashed, 'a long password')).toBe(true);
    expect(await passwordFits(hashed, 'a long passworD')).toBe(false);
    expect(await passwordFits(null, 'a long password')).toBe(false);
  });

  it('keeps owners out of an admin’s reach', () => {
    expect(mayTouch('admin', 'owner')).toBe(false);
    expect(mayTouch('admin', 'admin')).toBe(true);
    expect(mayTouch('owner', 'owner')).toBe(true);
    expect(mayGrant('admin', 'owner')).toBe(false);
    expect(mayGrant('admin', 'admin')).toBe(true);
    expect(mayGrant('owner', 'owner')).toBe(true);
  });

  it('sees which change takes an active owner away', () => {
    const owner = { role: 'owner', status: 'active' };
    expect(endsOwnership(owner, { role: 'admin' })).toBe(true);
    expect(endsOwnership(owner, { status: 'disabled' })).toBe(true);
    expect(endsOwnership(owner, { role: 'owner', status: 'active' })).toBe(false);
    expect(endsOwnership(owner, {})).toBe(false);
    expect(endsOwnership({ role: 'owner', status: 'disabled' }, { role: 'admin' })).toBe(false);
    expect(endsOwnership({ role: 'admin', status: 'active' }, { role: 'viewer' })).toBe(false);
  });

  it('refuses names that cannot be stored or read', () => {
    const name = nameText(1, 80);
    expect(name.safeParse('Zoë O’Hara 🙂').success).toBe(true);
    expect(name.safeParse('nul\u0000').success).toBe(false);
    expect(name.safeParse('half\uD83D').success).toBe(false);
    expect(name.safeParse('   ').success).toBe(false);
    expect(name.safeParse('').success).toBe(false);
  });

  it('takes LIKE wildcards of a search literally', () => {
    expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%');
  });
});
