import { covers, dataOf, expect, pointersOf, test } from '../../fixtures/index.ts';

test.describe('Registration', { tag: '@integration' }, () => {
  test('a newcomer becomes the owner of a tenant on trial and is signed in', async ({
    anonymous,
    newcomer,
  }) => {
    const result = await anonymous.api.auth.register(newcomer);

    const { user, tenant: created, tokens, csrfToken } = dataOf(result, 201);
    expect(result.headers['location']).toBe('/api/v1/tenant');
    expect(user).toMatchObject({
      email: newcomer.email,
      name: newcomer.name,
      role: 'owner',
      status: 'active',
    });
    expect(created).toMatchObject({ name: newcomer.tenantName, plan: 'trial', status: 'active' });
    expect(tokens).not.toBeNull();
    expect(csrfToken).toBeNull();
  });

  test('a newcomer who registers in the browser gets a cookie and no token', async ({
    anonymous,
    newcomer,
  }) => {
    const result = await anonymous.api.auth.register({ ...newcomer, transport: 'cookie' });

    const { tokens, csrfToken } = dataOf(result, 201);
    expect(tokens).toBeNull();
    expect(csrfToken).not.toBeNull();
    expect(result.exchange.setCookies).toHaveLength(1);
  });

  test('an e-mail address that is taken is refused, and the account keeps its password', async ({
    anonymous,
    tenant,
    newcomer,
  }) => {
    const { email, password } = tenant.owner;

    const result = await anonymous.api.auth.register({ ...newcomer, email });

    expect(result).toBeRefused(409);
    expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
  });

  test(
    'a password of 11 characters is refused at its field, one of 12 is taken',
    { annotation: covers({ check: 'AUTHN-12', asvs: ['V6.2.1'] }) },
    async ({ anonymous, newcomer }) => {
      const refused = await anonymous.api.auth.register({ ...newcomer, password: 'eleven-char' });
      const taken = await anonymous.api.auth.register(newcomer);

      expect(refused).toBeRefused(422, { pointer: '/password' });
      expect(taken).toSucceed(201);
    },
  );

  test('every wrong field is named at once', async ({ anonymous }) => {
    const result = await anonymous.api.auth.register({
      tenantName: 'ab',
      name: '',
      email: 'nobody',
      password: 'short',
    });

    expect(result).toBeRefused(422);
    expect([...new Set(pointersOf(result))].sort()).toEqual(['/email', '/name', '/password', '/tenantName']);
  });
});
