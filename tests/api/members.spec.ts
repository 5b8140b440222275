import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { toCsv } from '../../test-data/csv.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const PASSWORD = 'a long pass phrase';

test.describe('Members', { tag: '@integration' }, () => {
  test('an admin adds a member, who signs in with the given role', async ({ anonymous, tenant }) => {
    const admin = await tenant.actor('admin');
    const email = `new@${tenant.name}.test`;

    const result = await admin.api.members.create({
      email,
      name: 'New Sales',
      role: 'sales',
      password: PASSWORD,
    });

    const member = dataOf(result, 201);
    expect(result.headers['location']).toBe(`/api/v1/members/${member.id}`);
    expect(member).toMatchObject({
      email,
      name: 'New Sales',
      role: 'sales',
      status: 'active',
      lastLoginAt: null,
    });
    expect(dataOf(await anonymous.api.auth.login({ email, password: PASSWORD }), 200).user.id).toBe(
      member.id,
    );
  });

  test('an analyst adds nobody', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const before = dataOf(await analyst.api.members.list(), 200).total;

    const result = await analyst.api.members.create({
      email: `new@${tenant.name}.test`,
      name: 'New',
      role: 'viewer',
      password: PASSWORD,
    });

    expect(result).toBeRefused(403);
    expect(dataOf(await analyst.api.members.list(), 200).total).toBe(before);
  });

  test('an e-mail address belongs to one member', async ({ tenant }) => {
    const admin = await tenant.actor('admin');

    const result = await admin.api.members.create({
      email: tenant.owner.email,
      name: 'Double',
      role: 'viewer',
      password: PASSWORD,
    });

    expect(result).toBeRefused(409);
  });

  test('an owner makes an owner, an admin does not', { annotation: covers('AZF-08') }, async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const second = {
      email: `second@${tenant.name}.test`,
      name: 'Second',
      role: 'owner',
      password: PASSWORD,
    } as const;

    expect(await admin.api.members.create(second)).toBeRefused(403);
    expect(await tenant.owner.api.members.create(second)).toSucceed(201);
  });

  test('a viewer finds members by role and by part of their name', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const sales = await tenant.actor('sales');
    dataOf(await sales.api.auth.updateMe({ name: 'Zoë Quartz' }), 200);

    const byRole = dataOf(await viewer.api.members.list({ role: 'sales' }), 200);
    const byName = dataOf(await viewer.api.members.list({ q: 'quartz' }), 200);
    const nobody = dataOf(await viewer.api.members.list({ q: 'nobody of that name' }), 200);

    expect(byRole.items.map(({ email }) => email)).toEqual([sales.email]);
    expect(byName.items.map(({ email }) => email)).toEqual([sales.email]);
    expect(nobody).toMatchObject({ items: [], total: 0 });
  });

  test(
    'a new role takes effect on the session that is open',
    { annotation: covers('SESS-05') },
    async ({ tenant, seed }) => {
      const admin = await tenant.actor('admin');
      const viewer = await tenant.actor('viewer');
      const upload = () =>
        viewer.api.datasets.create({
          name: 'table',
          file: {
            name: 'table.csv',
            contentType: 'text/csv',
            content: toCsv(labelledTable({ seed, rows: 20 })),
          },
        });
      expect(await upload()).toBeRefused(403);

      dataOf(await admin.api.members.update(viewer.id, { role: 'analyst' }), 200);

      expect(await upload()).toSucceed(201);
    },
  );

  test(
    'disabling a member ends the open session at once; enabling lets them sign in again',
    { annotation: covers('AUTHN-09') },
    async ({ anonymous, tenant }) => {
      const admin = await tenant.actor('admin');
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;

      expect(await admin.api.members.update(viewer.id, { status: 'disabled' })).toSucceed(200);
      expect(await viewer.api.auth.me()).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);

      expect(await admin.api.members.update(viewer.id, { status: 'active' })).toSucceed(200);
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
    },
  );

  test(
    'removing a member ends the open session at once and leaves no trace in the list',
    { annotation: covers('AUTHN-09') },
    async ({ tenant }) => {
      const admin = await tenant.actor('admin');
      const viewer = await tenant.actor('viewer');
      expect(await admin.api.members.get(viewer.id)).toSucceed(200);

      expect(await admin.api.members.remove(viewer.id)).toSucceed(204);

      expect(await viewer.api.auth.me()).toBeRefused(401);
      expect(await admin.api.members.get(viewer.id)).toBeRefused(404);
      expect(dataOf(await admin.api.members.list({ role: 'viewer' }), 200).total).toBe(0);
    },
  );

  test(
    'the last owner is neither demoted nor disabled nor removed',
    { annotation: covers('AZF-08') },
    async ({ tenant }) => {
      const { api, id } = tenant.owner;

      expect(await api.members.update(id, { role: 'viewer' })).toBeRefused(409);
      expect(await api.members.update(id, { status: 'disabled' })).toBeRefused(409);
      expect(await api.members.remove(id)).toBeRefused(409);
      expect(dataOf(await api.members.get(id), 200)).toMatchObject({ role: 'owner', status: 'active' });
    },
  );

  test('one of two owners may step down', async ({ tenant }) => {
    const { api, id } = tenant.owner;
    const second = {
      email: `second@${tenant.name}.test`,
      name: 'Second',
      role: 'owner',
      password: PASSWORD,
    } as const;
    dataOf(await api.members.create(second), 201);

    const steppedDown = dataOf(await api.members.update(id, { role: 'viewer' }), 200);

    expect(steppedDown.role).toBe('viewer');
    expect(await api.members.update(id, { role: 'owner' })).toBeRefused(403);
  });

  test(
    'an admin touches no owner and raises nobody to owner',
    { annotation: covers('AZF-08') },
    async ({ tenant }) => {
      const admin = await tenant.actor('admin');
      const viewer = await tenant.actor('viewer');

      expect(await admin.api.members.update(tenant.owner.id, { name: 'Renamed' })).toBeRefused(403);
      expect(await admin.api.members.remove(tenant.owner.id)).toBeRefused(403);
      expect(await admin.api.members.update(viewer.id, { role: 'owner' })).toBeRefused(403);
      expect(await admin.api.members.update(viewer.id, { role: 'auditor' })).toSucceed(200);
    },
  );
});
