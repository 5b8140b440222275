import { type Role, roleSchema } from '../../../api-clients/common/schemas.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

/** Who may not hand out roles at all. */
const NO_LEADS = roleSchema.options.filter((role) => role !== 'owner' && role !== 'admin');

const newcomer = (role: Role, tenantName: string) => ({
  email: `new-${role}@${tenantName}.test`,
  name: 'Newcomer',
  role,
  password: 'a long pass phrase',
});

test.use({ transport: 'undici' });

test.describe('Escalation', { tag: '@security', annotation: covers('AZF-08') }, () => {
  test('nobody but a lead gives anybody a role, least of all themselves', async ({ world }) => {
    for (const role of NO_LEADS) {
      const { api, id, name } = await world.alpha.actor(role);
      for (const wanted of roleSchema.options) {
        expect.soft(await api.members.update(id, { role: wanted }), `${name} → ${wanted}`).toBeRefused(403);
        const invited = await api.members.create(newcomer(wanted, world.alpha.name));
        expect.soft(invited, `${name} invites ${wanted}`).toBeRefused(403);
      }
      expect.soft(dataOf(await api.auth.me(), 200).user?.role).toBe(role);
    }
  });

  test('an admin gives every role but that of an owner, to themselves neither', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const statuses = new Map<Role, number>();

    for (const role of roleSchema.options) {
      const invited = await admin.api.members.create(newcomer(role, tenant.name));
      statuses.set(role, invited.status);
    }
    const self = await admin.api.members.update(admin.id, { role: 'owner' });
    const owner = await admin.api.members.update(tenant.owner.id, { role: 'viewer' });
    const removal = await admin.api.members.remove(tenant.owner.id);

    expect(Object.fromEntries(statuses)).toEqual({
      ...Object.fromEntries(roleSchema.options.map((role) => [role, 201])),
      owner: 403,
    });
    expect(self).toBeRefused(403);
    expect(owner).toBeRefused(403);
    expect(removal).toBeRefused(403);
    expect(dataOf(await admin.api.members.list({ role: 'owner' }), 200).items).toMatchObject([
      { id: tenant.owner.id },
    ]);
    expect(dataOf(await admin.api.auth.me(), 200).user?.role).toBe('admin');
  });

  test('a profile, a registration and a key have no field for a role or a tenant', async ({
    anonymous,
    world,
  }) => {
    const { api } = await world.alpha.actor('viewer');
    const { api: admin } = await world.alpha.actor('admin');
    const registration = {
      tenantName: `${world.alpha.name}-never`,
      name: 'Nobody',
      email: `nobody@${world.alpha.name}.test`,
      password: 'a long pass phrase',
    };

    const profile = await api.call({
      operationId: 'auth.updateMe',
      method: 'PATCH',
      path: '/auth/me',
      json: { name: 'Same', role: 'owner' },
    });
    const registered = await anonymous.api.call({
      operationId: 'auth.register',
      method: 'POST',
      path: '/auth/register',
      json: { ...registration, role: 'owner', tenantId: world.alpha.id, plan: 'enterprise' },
    });
    const key = await admin.call({
      operationId: 'apiKeys.create',
      method: 'POST',
      path: '/api-keys',
      json: { name: 'k', scopes: ['read', 'admin'] },
    });

    expect(profile).toBeRefused(422, { pointer: '/role' });
    expect(registered).toBeRefused(422, { pointer: '/role' });
    expect(registered).toBeRefused(422, { pointer: '/tenantId' });
    expect(registered).toBeRefused(422, { pointer: '/plan' });
    expect(key).toBeRefused(422, { pointer: '/scopes/1' });
    expect(dataOf(await api.auth.me(), 200).user?.role).toBe('viewer');
  });

  test('a tenant is never left without an owner', async ({ tenant }) => {
    const { owner } = tenant;
    const admin = await tenant.actor('admin');

    expect(await owner.api.members.update(owner.id, { role: 'admin' })).toBeRefused(409);
    expect(await owner.api.members.update(owner.id, { status: 'disabled' })).toBeRefused(409);
    expect(await owner.api.members.remove(owner.id)).toBeRefused(409);
    expect(await owner.api.privacy.createErasure({ type: 'member', id: owner.id })).toBeRefused(409);

    // A second owner makes room, a disabled one does not.
    expect(await owner.api.members.update(admin.id, { role: 'owner', status: 'disabled' })).toSucceed(200);
    expect(await owner.api.members.update(owner.id, { role: 'admin' })).toBeRefused(409);
    expect(await owner.api.members.update(admin.id, { status: 'active' })).toSucceed(200);
    expect(await owner.api.members.update(owner.id, { role: 'admin' })).toSucceed(200);
  });
});
