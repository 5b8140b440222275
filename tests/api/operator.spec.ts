import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('Operator', { tag: '@integration' }, () => {
  test('finds a tenant by part of its name, in any case', async ({ tenant, operator }) => {
    const found = dataOf(await operator.api.operator.listTenants({ q: tenant.name.toUpperCase() }), 200);

    expect(found.items.map(({ id }) => id)).toEqual([tenant.id]);
    expect(found.total).toBe(1);
  });

  test('makes a tenant on a plan, with an owner who signs in, and removes it', async ({
    anonymous,
    tenant,
    operator,
  }) => {
    const name = `${tenant.name}-made`;
    const owner = { email: `owner@${name}.test`, name: 'Made Owner', password: 'a long pass phrase' };

    const result = await operator.api.operator.createTenant({ name, plan: 'enterprise', owner });

    const made = dataOf(result, 201);
    expect(result.headers['location']).toBe(`/api/v1/operator/tenants/${made.id}`);
    expect(made).toMatchObject({ name, plan: 'enterprise', status: 'active' });
    const login = dataOf(
      await anonymous.api.auth.login({ email: owner.email, password: owner.password }),
      200,
    );
    expect(login).toMatchObject({ user: { role: 'owner' }, tenant: { id: made.id } });

    expect(await operator.api.operator.removeTenant(made.id)).toSucceed(204);
    expect(await operator.api.operator.removeTenant(made.id)).toBeRefused(404);
    expect(await anonymous.api.auth.login({ email: owner.email, password: owner.password })).toBeRefused(401);
  });

  test(
    'suspends a tenant on every channel at once, and brings it back',
    { annotation: covers('AUTHN-09') },
    async ({ anonymous, tenant, operator }) => {
      const key = await tenant.apiKey(['read']);
      const { email, password } = tenant.owner;
      expect(await key.api.datasets.list()).toSucceed(200);

      dataOf(await operator.api.operator.updateTenant(tenant.id, { status: 'suspended' }), 200);
      expect(await tenant.owner.api.tenant.get()).toBeRefused(401);
      expect(await key.api.datasets.list()).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);

      dataOf(await operator.api.operator.updateTenant(tenant.id, { status: 'active' }), 200);
      expect(await key.api.datasets.list()).toSucceed(200);
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
    },
  );

  test('changes a plan, and with it the limit that the tenant sees', async ({ tenant, operator }) => {
    dataOf(await operator.api.operator.updateTenant(tenant.id, { plan: 'enterprise' }), 200);

    const usage = dataOf(await tenant.owner.api.tenant.usage(), 200);
    expect(dataOf(await tenant.owner.api.tenant.get(), 200).plan).toBe('enterprise');
    expect(usage.requests.limit).toBeGreaterThan(6_000);
  });

  test('has no business inside a tenant', async ({ tenant, operator }) => {
    expect(await operator.api.tenant.get()).toBeRefused(403);
    expect(await operator.api.datasets.list()).toBeRefused(403);
    expect(await operator.api.members.list()).toBeRefused(403);
    expect(await tenant.owner.api.datasets.list()).toSucceed(200);
  });

  test('is no owner: an owner lists, makes, changes and removes no tenants', async ({ tenant, operator }) => {
    const { api } = tenant.owner;
    const owner = { email: `owner@${tenant.name}-made.test`, name: 'Owner', password: 'a long pass phrase' };

    expect(await api.operator.listTenants()).toBeRefused(403);
    expect(await api.operator.createTenant({ name: `${tenant.name}-made`, owner })).toBeRefused(403);
    expect(await api.operator.updateTenant(tenant.id, { plan: 'enterprise' })).toBeRefused(403);
    expect(await api.operator.removeTenant(tenant.id)).toBeRefused(403);
    expect(await operator.api.operator.listTenants({ q: tenant.name })).toSucceed(200);
  });
});
