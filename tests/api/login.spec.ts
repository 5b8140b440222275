import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('Log-in', { tag: '@integration' }, () => {
  test('the right password gives tokens that name their user', async ({ anonymous, tenant }) => {
    const viewer = await tenant.actor('viewer');

    const login = dataOf(
      await anonymous.api.auth.login({ email: viewer.email, password: viewer.password }),
      200,
    );

    expect(login.user).toMatchObject({ email: viewer.email, role: 'viewer' });
    expect(login.tenant?.id).toBe(tenant.id);
    expect(login.tokens).not.toBeNull();
  });

  test(
    'a wrong password and an unknown address get the same answer',
    { annotation: covers('AUTHN-10') },
    async ({ anonymous, tenant }) => {
      const { email } = tenant.owner;

      const wrong = await anonymous.api.auth.login({ email, password: 'not the password' });
      const unknown = await anonymous.api.auth.login({
        email: `nobody@${tenant.name}.test`,
        password: 'not the password',
      });

      expect(wrong).toBeRefused(401);
      expect(unknown).toBeRefused(401);
      expect(withoutTrace(wrong)).toEqual(withoutTrace(unknown));
    },
  );

  test(
    'the fifth failure locks the account, with the answer of a wrong password',
    { tag: '@strains', annotation: covers({ check: 'AUTHN-11', asvs: ['V6.3.1'] }) },
    async ({ anonymous, tenant }) => {
      const { email, password } = await tenant.actor('viewer');
      const fail = () => anonymous.api.auth.login({ email, password: 'not the password' });

      const failures = [await fail(), await fail(), await fail(), await fail(), await fail()];
      const locked = await anonymous.api.auth.login({ email, password });

      expect(failures.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
      expect(locked).toBeRefused(401);
      expect(withoutTrace(locked)).toEqual(withoutTrace(failures[0]));
    },
  );

  test(
    'four failures do not lock, and a lock is one account’s alone',
    { tag: '@strains' },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const auditor = await tenant.actor('auditor');
      const fail = (email: string) => anonymous.api.auth.login({ email, password: 'not the password' });

      await fail(viewer.email);
      await fail(viewer.email);
      await fail(viewer.email);
      await fail(viewer.email);
      await fail(auditor.email);
      await fail(auditor.email);
      await fail(auditor.email);
      await fail(auditor.email);
      await fail(auditor.email);

      expect(await anonymous.api.auth.login({ email: viewer.email, password: viewer.password })).toSucceed(
        200,
      );
      expect(
        await anonymous.api.auth.login({ email: auditor.email, password: auditor.password }),
      ).toBeRefused(401);
    },
  );

  test(
    'a browser log-in sets one strict session cookie and gives its CSRF token',
    { annotation: covers({ check: 'HDR-07', asvs: ['V3.3.2', 'V3.3.4'] }) },
    async ({ anonymous, tenant }) => {
      const { email, password } = await tenant.actor('viewer');

      const result = await anonymous.api.auth.login({ email, password, transport: 'cookie' });

      const { tokens, csrfToken } = dataOf(result, 200);
      const [cookie = '', ...others] = result.exchange.setCookies;
      expect(others).toEqual([]);
      expect(cookie).toMatch(/^(__Host-)?session=[^;]+;/);
      expect(cookie).toContain('; HttpOnly');
      expect(cookie).toContain('; SameSite=Strict');
      expect(cookie).toContain('; Path=/');
      expect(tokens).toBeNull();
      expect(csrfToken).not.toBeNull();
    },
  );

  test(
    'an access token ends when it was asked to',
    { annotation: covers('AUTHN-07') },
    async ({ anonymous, tenant }) => {
      const { api, email, password } = await tenant.actor('viewer');
      const { tokens } = dataOf(
        await anonymous.api.auth.login({ email, password, accessTokenTtlSeconds: 1 }),
        200,
      );
      const brief = api.withHeaders({ authorization: `Bearer ${tokens?.accessToken ?? ''}` });
      const me = async () => (await brief.auth.me()).status;

      expect(await me()).toBe(200);
      await expect.poll(me, { timeout: 5_000 }).toBe(401);
    },
  );

  test('an access token of more than 900 seconds is refused at its field', async ({ anonymous, tenant }) => {
    const { email, password } = tenant.owner;

    const tooLong = await anonymous.api.auth.login({ email, password, accessTokenTtlSeconds: 901 });
    const longest = await anonymous.api.auth.login({ email, password, accessTokenTtlSeconds: 900 });

    expect(tooLong).toBeRefused(422, { pointer: '/accessTokenTtlSeconds' });
    expect(longest).toSucceed(200);
  });

  test('a log-in is remembered as the member’s last', async ({ anonymous, tenant }) => {
    const { email, password } = await tenant.actor('viewer');
    const before = dataOf(await anonymous.api.auth.login({ email, password }), 200);

    const after = dataOf(await anonymous.api.auth.login({ email, password }), 200);

    expect(Date.parse(after.user.lastLoginAt ?? '')).toBeGreaterThan(
      Date.parse(before.user.lastLoginAt ?? ''),
    );
  });
});

/** A refusal's body without what differs from call to call. */
function withoutTrace(result: { exchange: { bodyText: string } } | undefined): unknown {
  const problem: unknown = JSON.parse(result?.exchange.bodyText ?? 'null');
  return { ...(problem as object), traceId: null };
}
