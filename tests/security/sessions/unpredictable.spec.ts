import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { succeeded } from '../../../flows/succeeded.ts';
import { chanceOfCharacters } from '../../../test-data/randomness.ts';

/** Characters of base64url that hold 256 bits. */
const LENGTH = 43;

/** A chain of refresh tokens, each from the one before. */
async function refreshTokens({ api }: Actor, { email, password }: Actor, count: number): Promise<string[]> {
  const { tokens } = dataOf(await api.auth.login({ email, password }), 200);
  const chain = [tokens?.refreshToken ?? ''];
  while (chain.length < count) chain.push(succeeded(await api.auth.refresh(chain.at(-1) ?? '')).refreshToken);
  return chain;
}

test.describe('Secrets that the platform makes', { tag: '@security', annotation: covers('SESS-08') }, () => {
  test.use({ transport: 'undici' });

  test('are 256 bits each, without a pattern by which the next could be told', async ({
    anonymous,
    tenant,
  }) => {
    const viewer = await tenant.actor('viewer');
    const times = (count: number) => Array.from({ length: count });
    const samples = {
      'refresh tokens': await refreshTokens(anonymous, viewer, 200),
      'WebSocket tickets': await Promise.all(
        times(200).map(
          async () => succeeded(await viewer.api.auth.wsTicket({ path: notificationChannel.path })).ticket,
        ),
      ),
      'API keys': await Promise.all(
        times(200).map(async (_, index) => {
          const key = await tenant.owner.api.apiKeys.create({ name: `key ${index}`, scopes: ['read'] });
          return succeeded(key).secret.replace(/^ak_/, '');
        }),
      ),
    };

    for (const [kind, secrets] of Object.entries(samples)) {
      expect.soft(new Set(secrets).size, kind).toBe(200);
      expect
        .soft(
          secrets.filter((secret) => !/^[\w-]+$/.test(secret) || secret.length < LENGTH),
          kind,
        )
        .toEqual([]);
      // Of 200 random tokens a place repeats its commonest character 10 times or so; a counter or a clock, nearly always.
      expect.soft(Math.max(...chanceOfCharacters(secrets, LENGTH - 1)), kind).toBeLessThan(0.15);
    }
  });
});
