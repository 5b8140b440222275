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
});
