import { dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('The members of an organisation', { tag: '@e2e' }, () => {
  test('an admin adds a member, who can sign in, and gives them another role', async ({
    tenant,
    open,
    openSignedOut,
  }) => {
    const admin = await tenant.actor('admin');
    const person = {
      name: 'Hana Horváth',
      email: `hana.horvath@${tenant.name}.test`,
      role: 'Viewer',
      password: 'a first password',
    };
    const { members, notification } = await open(admin);
    await members.goto();

    await members.askToAdd();
    await members.addition.fill(person);
    await members.addition.save();

    await expect(notification('Hana Horváth added.')).toBeVisible();
    await expect(members.table.row('Hana Horváth')).toContainText(person.email);
    await expect(members.table.row('Hana Horváth').getByText('Viewer', { exact: true })).toBeVisible();
    const newcomer = await openSignedOut(tenant);
    await newcomer.login.goto();
    await newcomer.login.signIn(person);
    await expect(newcomer.heading).toHaveText('Overview');
    await expect(newcomer.navigation.root.getByText('Viewer', { exact: true })).toBeVisible();

    await members.askToEdit('Hana Horváth');
    await members.edit.role.selectOption('Analyst');
    await members.edit.save();

    await expect(notification('Hana Horváth saved.')).toBeVisible();
    await expect(members.table.row('Hana Horváth').getByText('Analyst', { exact: true })).toBeVisible();
    const found = dataOf(await admin.api.members.list({ q: 'Hana' }), 200).items;
    expect(found).toMatchObject([{ name: 'Hana Horváth', role: 'analyst', status: 'active' }]);
  });

  test('the last owner keeps the role until there is another one', async ({ tenant, open }) => {
    const { owner } = tenant;
    const name = `Owner ${tenant.canary}`;
    const { members, notification } = await open(owner);
    await members.goto();

    await members.askToEdit(name);
    await members.edit.role.selectOption('Admin');
    await members.edit.save();

    await expect(members.edit.alert).toContainText('Conflict');
    expect(dataOf(await owner.api.members.get(owner.id), 200).role).toBe('owner');

    await tenant.actor('owner', { as: 'co-owner' });
    await members.edit.save();

    await expect(notification(`${name} saved.`)).toBeVisible();
    await expect(members.edit.root).toBeHidden();
  });

  test('a member who is disabled is out at the next step, and one who is removed is gone', async ({
    tenant,
    open,
  }) => {
    const admin = await tenant.actor('admin');
    const viewer = await tenant.actor('viewer');
    const name = `viewer ${tenant.canary}`;
    const viewing = await open(viewer);
    await viewing.datasets.goto();
    await expect(viewing.datasets.emptyState('No datasets yet')).toBeVisible();
    const { members, notification } = await open(admin);
    await members.goto();

    await members.disable(name);

    await expect(notification(`${name} disabled.`)).toBeVisible();
    await expect(members.table.row(name).getByText('Disabled', { exact: true })).toBeVisible();
    await viewing.navigation.follow('Detectors');
    await expect(viewing.page).toHaveURL('/login?return=%2Fdetectors');

    await members.askToRemove(name);
    await members.removal.confirm();

    await expect(notification(`${name} removed.`)).toBeVisible();
    await expect(members.table.row(name)).toBeHidden();
    expect(await admin.api.members.get(viewer.id)).toBeRefused(404);
  });
});
