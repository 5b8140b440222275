import { dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('API keys in the browser', { tag: '@e2e' }, () => {
  test('a new key’s secret is shown once and opens the API until the key is revoked', async ({
    tenant,
    open,
    anonymous,
  }) => {
    const admin = await tenant.actor('admin');
    const { page, apiKeys, notification } = await open(admin);
    await apiKeys.goto();
    await apiKeys.askToCreate();
    await apiKeys.creation.scope('Ingest').check();
    await apiKeys.creation.expiry.selectOption('Never');

    await apiKeys.creation.create('Nightly import');

    await expect(apiKeys.newKey.warning).toBeVisible();
    await expect(apiKeys.newKey.secret).toHaveValue(/^ak_/);
    const secret = await apiKeys.newKey.secret.inputValue();
    const program = anonymous.api.withHeaders({ 'x-api-key': secret });
    expect(await program.datasets.list()).toSucceed(200);
    expect(await program.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toBeRefused(403);

    await apiKeys.newKey.close();
    await page.reload();

    await expect(apiKeys.table.rowHeaders).toHaveText(['Nightly import']);
    await expect(
      apiKeys.table.row('Nightly import').getByText('Read, Ingest', { exact: true }),
    ).toBeVisible();
    await expect(page.getByText(secret)).toBeHidden();
    await expect(apiKeys.newKey.root).toBeHidden();

    await apiKeys.askToRevoke('Nightly import');
    await apiKeys.revocation.confirm();

    await expect(notification('API key “Nightly import” revoked.')).toBeVisible();
    expect(await program.datasets.list()).toBeRefused(401);
    expect(dataOf(await admin.api.apiKeys.list(), 200).total).toBe(0);
  });
});
