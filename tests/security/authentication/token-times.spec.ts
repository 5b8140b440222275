import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { partsOf } from '../../../test-data/json-web-token.ts';

/** Most that a token may be taken after its end, in milliseconds: what a call takes on a busy machine. */
const LATE_MS = 1_500;

test.describe('Times of access tokens', { tag: '@security', annotation: covers('AUTHN-07') }, () => {
  test.use({ transport: 'undici' });

  test('are whole claims in seconds: issued now, ending when it was asked for and told', async ({
    anonymous,
    world,
  }) => {
    const { email, password } = await world.alpha.actor('viewer');
    const askedAt = Date.now() / 1000;

    const login = await anonymous.api.auth.login({ email, password, accessTokenTtlSeconds: 60 });

    const { tokens } = dataOf(login, 200);
    const { claims } = partsOf(tokens?.accessToken ?? '');
    const [iat, exp] = [Number(claims['iat']), Number(claims['exp'])];
    // Two clocks may differ by what a time server leaves them.
    expect(Math.abs(iat - askedAt)).toBeLessThan(30);
    expect(Math.abs(exp - iat - 60)).toBeLessThan(2);
    expect(Math.abs(exp * 1000 - Date.parse(tokens?.accessTokenExpiresAt ?? ''))).toBeLessThan(1000);
  });

  test('are 15 minutes at most where nothing is asked for', async ({ anonymous, world }) => {
    const { email, password } = await world.alpha.actor('viewer');

    const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);

    const { claims } = partsOf(tokens?.accessToken ?? '');
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeLessThanOrEqual(901);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeGreaterThan(0);
  });

  test('end the token without grace, while its session goes on', async ({ anonymous, world }) => {
    const { api, email, password } = await world.alpha.actor('viewer');
    const start = performance.now();
    const { tokens } = dataOf(
      await anonymous.api.auth.login({ email, password, accessTokenTtlSeconds: 1 }),
      200,
    );
    const brief = api.withHeaders({ authorization: `Bearer ${tokens?.accessToken ?? ''}` });
    expect(await brief.auth.me()).toSucceed(200);

    await expect
      .poll(async () => (await brief.auth.me()).status, { intervals: [50], timeout: 10_000 })
      .toBe(401);

    expect(performance.now() - start).toBeLessThan(1_000 + LATE_MS);
    const renewed = dataOf(await anonymous.api.auth.refresh(tokens?.refreshToken ?? ''), 200);
    const lasting = api.withHeaders({ authorization: `Bearer ${renewed.accessToken}` });
    expect(await lasting.auth.me()).toSucceed(200);
    expect(await brief.auth.me()).toBeRefused(401);
  });
});
