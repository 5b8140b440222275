import { dataOf, expect, isSignedBy, test } from '../../fixtures/index.ts';

test.describe('Webhooks in the browser', { tag: '@e2e' }, () => {
  // eslint-disable-next-line playwright/no-skipped-test -- by the target, not by hand
  test.skip(
    ({ target }) => target.kind === 'deployed',
    'a deployed target cannot reach the suite’s loopback',
  );

  test('an admin makes a webhook, sees its secret once, sends a test and sees it arrive', async ({
    tenant,
    open,
    receiver,
  }) => {
    const admin = await tenant.actor('admin');
    const { page, webhooks, notification } = await open(admin);
    await webhooks.goto();
    await webhooks.askToCreate();
    await webhooks.create('http://localhost:8080/');
    await expect(webhooks.url).toHaveAccessibleDescription(/not on the public internet/);

    await webhooks.create(receiver.url);

    await expect(webhooks.newSecret.warning).toBeVisible();
    await expect(webhooks.newSecret.secret).toHaveValue(/^whsec_/);
    const secret = await webhooks.newSecret.secret.inputValue();
    await webhooks.newSecret.close();
    await expect(webhooks.table.rowHeaders).toHaveText([receiver.url]);

    receiver.answers({ status: 500 }, { status: 200 });
    await webhooks.sendTest(receiver.url);

    await expect(notification('Test sent.')).toBeVisible();
    const delivery = webhooks.deliveries.root.getByRole('row').last();
    await expect(delivery.getByText('Delivered', { exact: true })).toBeVisible();
    await expect(delivery.getByRole('cell')).toContainText(['Webhook test', 'Delivered', '2', '200 in']);
    expect(receiver.received.map((received) => isSignedBy(received, secret))).toEqual([true, true]);

    await page.reload();
    await expect(webhooks.table.rowHeaders).toHaveText([receiver.url]);
    await expect(page.getByText(secret)).toBeHidden();

    await webhooks.askToDelete(receiver.url);
    await webhooks.deletion.confirm();
    await expect(notification('Webhook deleted.')).toBeVisible();
    expect(dataOf(await admin.api.webhooks.list(), 200).total).toBe(0);
  });
});
