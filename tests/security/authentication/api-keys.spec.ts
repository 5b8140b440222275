import { type Actor, covers, dataOf, expect, test, type TenantHandle } from '../../../fixtures/index.ts';

/** A key that `maker` made, as a client that reads with it. */
async function keyMadeBy(tenant: TenantHandle, maker: Actor) {
  const created = dataOf(
    await maker.api.apiKeys.create({ name: `key of ${maker.id}`, scopes: ['read'] }),
    201,
  );
  // Any key of the tenant lends its client: only the secret differs.
  const { api } = await tenant.apiKey(['read']);
  return { ...created, api: api.withHeaders({ 'x-api-key': created.secret }) };
}

test.describe('Life of an API key', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test(
    'its secret is told once: no list, notification, audit entry or answer to the key itself tells it again',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V14.2.6', 'V15.3.1'] }) },
    async ({ tenant }) => {
      const { api } = tenant.owner;
      const key = await keyMadeBy(tenant, tenant.owner);
      expect(await key.api.datasets.list()).toSucceed(200);
      dataOf(await api.apiKeys.revoke(key.id), 204);
      const again = await keyMadeBy(tenant, tenant.owner);

      const answers = [
        await api.apiKeys.list(),
        await api.notifications.list(),
        await api.audit.list({ limit: 200 }),
        await again.api.auth.me(),
      ];

      const secretPart = (secret: string) => secret.slice(key.prefix.length);
      for (const { exchange } of answers) {
        expect(exchange.status).toBe(200);
        expect(exchange.bodyText).not.toContain(secretPart(key.secret));
        expect(exchange.bodyText).not.toContain(secretPart(again.secret));
      }
      expect(key.secret.length - key.prefix.length).toBeGreaterThanOrEqual(32);
    },
  );

  test(
    'it makes no key, member or session, and takes no right that its scopes do not name',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V8.2.1'] }) },
    async ({ tenant }) => {
      const key = await tenant.apiKey(['read', 'write', 'ingest']);
      const { api } = key;
      const password = 'a long pass phrase';
      const make = (scopes: unknown) =>
        tenant.owner.api.call({
          operationId: 'apiKeys.create',
          method: 'POST',
          path: '/api-keys',
          json: { name: 'wide', scopes },
        });

      expect(await api.apiKeys.create({ name: 'another', scopes: ['read'] })).toBeRefused(403);
      expect(await api.apiKeys.revoke(key.id)).toBeRefused(403);
      expect(
        await api.members.create({ email: `m@${tenant.name}.test`, name: 'M', role: 'viewer', password }),
      ).toBeRefused(403);
      expect(await api.members.update(tenant.owner.id, { role: 'viewer' })).toBeRefused(403);
      expect(
        await api.auth.changePassword({ currentPassword: tenant.owner.password, newPassword: password }),
      ).toBeRefused(403);
      expect(await api.auth.enrolMfa({ currentPassword: tenant.owner.password })).toBeRefused(403);
      expect(await api.auth.logoutAll()).toBeRefused(403);
      expect(await api.tenant.update({ name: 'Renamed by a key' })).toBeRefused(403);
      expect(await make(['admin'])).toBeRefused(422, { pointer: '/scopes/0' });
      expect(await make(['*'])).toBeRefused(422, { pointer: '/scopes/0' });
      expect(await make('read write')).toBeRefused(422, { pointer: '/scopes' });
      expect(await api.datasets.list()).toSucceed(200);
    },
  );

  test(
    'it ends with its maker’s right to have one: demoted, disabled or removed',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V8.3.2'] }) },
    async ({ tenant }) => {
      const { members } = tenant.owner.api;
      const makers = {
        demoted: await tenant.actor('admin', { as: 'demoted' }),
        disabled: await tenant.actor('admin', { as: 'disabled' }),
        removed: await tenant.actor('admin', { as: 'removed' }),
        bystander: await tenant.actor('admin', { as: 'bystander' }),
      };
      const keys = {
        demoted: await keyMadeBy(tenant, makers.demoted),
        disabled: await keyMadeBy(tenant, makers.disabled),
        removed: await keyMadeBy(tenant, makers.removed),
        bystander: await keyMadeBy(tenant, makers.bystander),
        owners: await keyMadeBy(tenant, tenant.owner),
      };
      for (const { api } of Object.values(keys)) expect(await api.datasets.list()).toSucceed(200);

      dataOf(await members.update(makers.demoted.id, { role: 'analyst' }), 200);
      dataOf(await members.update(makers.disabled.id, { status: 'disabled' }), 200);
      dataOf(await members.remove(makers.removed.id), 204);
      dataOf(await members.update(makers.bystander.id, { name: 'Renamed only' }), 200);

      expect(await keys.demoted.api.datasets.list()).toBeRefused(401);
      expect(await keys.disabled.api.datasets.list()).toBeRefused(401);
      expect(await keys.removed.api.datasets.list()).toBeRefused(401);
      expect(await keys.bystander.api.datasets.list()).toSucceed(200);
      expect(await keys.owners.api.datasets.list()).toSucceed(200);
      // Enabled again, the maker has to make a new one.
      dataOf(await members.update(makers.disabled.id, { status: 'active' }), 200);
      expect(await keys.disabled.api.datasets.list()).toBeRefused(401);
      const listed = dataOf(await tenant.owner.api.apiKeys.list(), 200).items.map(({ id }) => id);
      expect(listed).toEqual(expect.arrayContaining([keys.bystander.id, keys.owners.id]));
      expect(listed).not.toContain(keys.demoted.id);
    },
  );
});
