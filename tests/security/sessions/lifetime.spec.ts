import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

const DAY_MS = 86_400_000;
/** The longest life of a session, by its kind, as the contract tells it. */
const LONGEST_MS = { bearer: 90 * DAY_MS, cookie: DAY_MS / 2 };
/** Most that a session may be taken after its end, in milliseconds: what a call takes on a busy machine. */
const LATE_MS = 1_500;
const TTL_SECONDS = 2;

test.describe(
  'Life of sessions',
  { tag: '@security', annotation: covers({ check: 'SESS-04', asvs: ['V7.3.2'] }) },
  () => {
    test.use({ transport: 'undici' });

    test('refreshing moves no end: a session of two seconds is over then, its fresh tokens with it', async ({
      anonymous,
      tenant,
    }) => {
      const { api, email, password } = await tenant.actor('viewer');
      const start = performance.now();
      const login = dataOf(
        await anonymous.api.auth.login({ email, password, sessionTtlSeconds: TTL_SECONDS }),
        200,
      );
      const end = login.tokens?.refreshTokenExpiresAt ?? '';
      const second = dataOf(await anonymous.api.auth.refresh(login.tokens?.refreshToken ?? ''), 200);
      const third = dataOf(await anonymous.api.auth.refresh(second.refreshToken), 200);
      const kept = api.withHeaders({ authorization: `Bearer ${third.accessToken}` });

      expect([second.refreshTokenExpiresAt, third.refreshTokenExpiresAt]).toEqual([end, end]);
      expect(await kept.auth.me()).toSucceed(200);
      await expect.poll(async () => (await kept.auth.me()).status, { intervals: [50] }).toBe(401);

      const elapsedMs = performance.now() - start;
      expect(elapsedMs).toBeGreaterThanOrEqual(TTL_SECONDS * 1000 - LATE_MS);
      expect(elapsedMs).toBeLessThan(TTL_SECONDS * 1000 + LATE_MS);
      expect(await anonymous.api.auth.refresh(third.refreshToken)).toBeRefused(401);
    });

    test('a cookie that is used all the time ends when it was to', async ({ anonymous, tenant }) => {
      const { api, email, password } = await tenant.actor('viewer', { credential: 'cookie' });
      const start = performance.now();
      const login = await anonymous.api.auth.login({
        email,
        password,
        transport: 'cookie',
        sessionTtlSeconds: TTL_SECONDS,
      });
      expect(login).toSucceed(200);
      const browser = api.withHeaders({ cookie: login.exchange.setCookies[0]?.split(';')[0] ?? '' });

      await expect.poll(async () => (await browser.auth.me()).status, { intervals: [50] }).toBe(401);

      expect(performance.now() - start).toBeLessThan(TTL_SECONDS * 1000 + LATE_MS);
      expect(await api.auth.me()).toSucceed(200);
    });

    test('no session outlives 90 days, and none of a browser half a day', async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const longest = LONGEST_MS.bearer / 1000;

      const tooLong = await anonymous.api.auth.login({ email, password, sessionTtlSeconds: longest + 1 });
      dataOf(await anonymous.api.auth.login({ email, password, sessionTtlSeconds: longest }), 200);
      dataOf(
        await anonymous.api.auth.login({
          email,
          password,
          transport: 'cookie',
          sessionTtlSeconds: longest,
        }),
        200,
      );

      expect(tooLong).toBeRefused(422, { pointer: '/sessionTtlSeconds' });
      const { items } = dataOf(await viewer.api.auth.sessions(), 200);
      const lives = items.map(({ transport, createdAt, expiresAt }) => ({
        transport,
        isWithin: Date.parse(expiresAt) - Date.parse(createdAt) <= LONGEST_MS[transport],
      }));
      expect(lives).toEqual([
        { transport: 'cookie', isWithin: true },
        { transport: 'bearer', isWithin: true },
        { transport: 'bearer', isWithin: true },
      ]);
    });
  },
);
