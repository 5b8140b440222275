import { readFile } from 'node:fs/promises';
import { dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('Privacy in the browser', { tag: '@e2e' }, () => {
  test('an owner exports what is known of a member, erases them and says how long things are kept', async ({
    tenant,
    open,
  }) => {
    const { owner } = tenant;
    const viewer = await tenant.actor('viewer');
    const { name } = dataOf(await owner.api.members.get(viewer.id), 200);
    const member = `${name} (${viewer.email})`;
    const { privacy, notification } = await open(owner);
    await privacy.goto();

    await privacy.exportMember(member);
    await expect(notification('The export is ready.')).toBeVisible();
    const exported = await readFile(await (await privacy.download()).path(), 'utf8');
    expect(exported).toContain(viewer.email);

    await privacy.askToErase(member);
    await privacy.erase('yes');
    await expect(privacy.confirmation).toHaveAccessibleDescription('Type “erase” to confirm.');
    expect(await viewer.api.auth.me()).toSucceed(200);
    await privacy.erase('erase');

    await expect(notification('The person is erased.')).toBeVisible();
    await expect(privacy.erasures.root.getByRole('row').last()).toContainText('Completed');
    await expect(privacy.exports.root.getByRole('row').last()).toContainText('Expired');
    expect(await viewer.api.auth.me()).toBeRefused(401);

    await privacy.days('Audit log').fill('29');
    await privacy.saveRetention();
    await expect(privacy.days('Audit log')).toHaveAccessibleDescription('Enter 30 to 3650 days.');
    await privacy.days('Audit log').fill('400');
    await privacy.saveRetention();

    await expect(notification('Retention saved.')).toBeVisible();
    expect(dataOf(await owner.api.privacy.getRetention(), 200).audit).toBe(400);
  });
});
