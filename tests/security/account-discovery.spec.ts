import { expect, test } from '../../fixtures/index.ts';

/** Tries of each kind: one less than lock an account. */
const TRIES = 4;

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[TRIES / 2 - 1] ?? 0) + (sorted[TRIES / 2] ?? 0)) / 2;
}

test.describe('Discovery of accounts', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test('a log-in takes as long for an address that nobody has as for one that somebody has', async ({
    anonymous,
    tenant,
  }) => {
    const wrong = { password: 'not the right password' };
    const known: number[] = [];
    const unknown: number[] = [];

    // In turn, so that a busy machine slows both alike.
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const first = await anonymous.api.auth.login({ email: tenant.owner.email, ...wrong });
      const second = await anonymous.api.auth.login({ email: `nobody.${tenant.owner.email}`, ...wrong });
      expect(first).toBeRefused(401);
      expect(second).toBeRefused(401);
      known.push(first.exchange.durationMs);
      unknown.push(second.exchange.durationMs);
    }

    // Without a password hash to work through, the unknown address answers in about a tenth of the time.
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
    const { email, password } = tenant.owner;
    expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
  });

  test('asking for a new password takes as long for an address that nobody has', async ({
    anonymous,
    tenant,
  }) => {
    const known: number[] = [];
    const unknown: number[] = [];

    for (let attempt = 0; attempt < 2 * TRIES; attempt += 1) {
      // Of each person twice: a mailbox gets only so many links.
      const { email } = await tenant.actor('viewer', { as: `viewer-${attempt % TRIES}` });
      const first = await anonymous.api.auth.requestPasswordReset(email);
      const second = await anonymous.api.auth.requestPasswordReset(`nobody.${email}`);
      expect(first).toSucceed(204);
      expect(second).toSucceed(204);
      known.push(first.exchange.durationMs);
      unknown.push(second.exchange.durationMs);
    }

    // The fastest of each, since a busy machine only ever adds. Work for somebody alone, such as a slow hash or a mail
    // that is sent before the answer, takes tens of milliseconds each time.
    expect(Math.abs(Math.min(...known) - Math.min(...unknown))).toBeLessThan(20);
  });
});
