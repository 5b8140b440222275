import { covers, expect, test } from '../../fixtures/index.ts';

/** Tries of one address: one less than lock an account. */
const TRIES = 4;

test.describe('Discovery of accounts', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test(
    'a log-in takes as long for an address that nobody has as for one that somebody has',
    { annotation: covers('AUTHN-10') },
    async ({ anonymous, tenant }) => {
      const wrong = { password: 'not the right password' };
      const known: number[] = [];
      const unknown: number[] = [];

      // In turn, so that a busy machine slows both alike.
      const people = [tenant.owner, await tenant.actor('viewer'), await tenant.actor('admin')];
      for (const { email } of Array.from({ length: TRIES }, () => people).flat()) {
        const first = await anonymous.api.auth.login({ email, ...wrong });
        const second = await anonymous.api.auth.login({ email: `nobody.${email}`, ...wrong });
        expect(first).toBeRefused(401);
        expect(second).toBeRefused(401);
        known.push(first.exchange.durationMs);
        unknown.push(second.exchange.durationMs);
      }

      // The fastest of each, since a busy machine only ever adds: without a password hash to work through, the unknown address
      // takes a third of the time.
      const ratio = Math.min(...unknown) / Math.min(...known);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
      const { email, password } = tenant.owner;
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
    },
  );

  test(
    'asking for a new password takes as long for an address that nobody has',
    { annotation: covers('AUTHN-10') },
    async ({ anonymous, tenant }) => {
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

      // The fastest of each, since a busy machine only ever adds. Sees a mail that is sent before the answer, or three password
      // hashes for somebody alone; one hash (7 ms) is too close to the 4 ms by which the answers differ when others run beside.
      expect(Math.abs(Math.min(...known) - Math.min(...unknown))).toBeLessThan(20);
    },
  );
});
