import { expect, test, type Actor } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** `Ledger 01`, `Ledger 02` and so on, each of a single row. */
async function uploadLedgers(actor: Actor, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `Ledger ${String(index + 1).padStart(2, '0')}`);
  for (const [index, name] of names.entries()) {
    await uploadTable(actor, { columns: ['amount'], rows: [[index]] }, { name });
  }
  return names;
}

test.describe('The datasets of an organisation', { tag: '@e2e' }, () => {
  test.use({ transport: 'undici' });

  test('more datasets than fit a page are turned over in their order, and a search finds one', async ({
    tenant,
    open,
  }) => {
    const names = await uploadLedgers(await tenant.actor('analyst'), 53);
    const { page, datasets } = await open(await tenant.actor('viewer'));
    await datasets.goto();

    await datasets.sortBy('Name A to Z');

    await expect(datasets.paging.position('1–50 of 53')).toBeVisible();
    await expect(datasets.table.rowHeaders).toHaveText(names.slice(0, 50));
    await expect(datasets.paging.previousButton).toBeDisabled();

    await datasets.paging.next();

    await expect(datasets.paging.position('51–53 of 53')).toBeVisible();
    await expect(datasets.table.rowHeaders).toHaveText(names.slice(50));
    await expect(datasets.paging.nextButton).toBeDisabled();

    await datasets.searchFor('ledger 07');

    await expect(datasets.table.rowHeaders).toHaveText(['Ledger 07']);
    await expect(datasets.paging.root).toBeHidden();
    await expect(page).toHaveURL('/datasets?sort=name&q=ledger+07');
  });

  test('an organisation without datasets is told so, and a search without a match offers the way back', async ({
    tenant,
    open,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { datasets, page } = await open(analyst);
    await datasets.goto();
    await expect(datasets.emptyState('No datasets yet')).toBeVisible();

    await uploadTable(analyst, { columns: ['amount'], rows: [[1]] }, { name: 'Payments' });
    await page.reload();
    await expect(datasets.table.rowHeaders).toHaveText(['Payments']);

    await datasets.searchFor('nothing like it');
    await expect(datasets.emptyState('No dataset matches')).toBeVisible();
    await expect(datasets.table.root).toBeHidden();

    await datasets.clearFilters();
    await expect(datasets.table.rowHeaders).toHaveText(['Payments']);
    await expect(datasets.search).toHaveValue('');
  });

  test('a dataset is deleted only after the question is answered with yes', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'Payments' });
    const { page, dataset, datasets, heading, notification } = await open(analyst);
    await dataset.goto(id);

    await dataset.askToDelete();
    await expect(dataset.deletion.root.getByText('Payments', { exact: true })).toBeVisible();
    await dataset.deletion.cancel();

    await expect(dataset.deletion.root).toBeHidden();
    await expect(dataset.deleteButton).toBeFocused();
    expect(await analyst.api.datasets.get(id)).toSucceed(200);

    await dataset.askToDelete();
    await dataset.deletion.confirm();

    await expect(heading).toHaveText('Datasets');
    await expect(page).toHaveURL('/datasets');
    await expect(notification('Dataset “Payments” deleted.')).toBeVisible();
    await expect(datasets.emptyState('No datasets yet')).toBeVisible();
    expect(await analyst.api.datasets.get(id)).toBeRefused(404);
  });

  test('the dataset of another organisation is as little to be found as one that never was', async ({
    world,
    open,
  }) => {
    const { alpha, beta } = world;
    const { dataset, heading, missing } = await open(await alpha.actor('owner'));

    await dataset.goto(beta.dataset.id);
    await expect(heading).toHaveText('Not found');
    await expect(missing).toBeVisible();

    await dataset.goto('01890000-0000-7000-8000-000000000000');
    await expect(heading).toHaveText('Not found');
    await expect(missing).toBeVisible();

    await dataset.goto(alpha.dataset.id);
    await expect(heading).toHaveText(alpha.dataset.name);
    await expect(missing).toBeHidden();
  });

  test('a viewer reads a dataset and is offered nothing that would change it', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'Payments' });
    const viewing = await open(await tenant.actor('viewer'));
    const working = await open(analyst);

    await working.datasets.goto();
    await expect(working.datasets.table.rowHeaders).toHaveText(['Payments']);
    await expect(working.datasets.uploadLink).toBeVisible();
    await viewing.datasets.goto();
    await expect(viewing.datasets.table.rowHeaders).toHaveText(['Payments']);
    await expect(viewing.datasets.uploadLink).toBeHidden();
    await expect(viewing.navigation.links).toHaveText([
      'Overview',
      'Datasets',
      'Detectors',
      'Detections',
      'Streams',
      'Experiments',
      'Alerts',
      'Monitoring',
      'Members',
      'Account',
    ]);

    await working.dataset.goto(id);
    await expect(working.dataset.exportLink).toBeVisible();
    await expect(working.dataset.editButton).toBeVisible();
    await expect(working.dataset.deleteButton).toBeVisible();
    await viewing.dataset.goto(id);
    await expect(viewing.dataset.exportLink).toBeVisible();
    await expect(viewing.dataset.editButton).toBeHidden();
    await expect(viewing.dataset.deleteButton).toBeHidden();
  });

  test('an address that a role may not use says so when it is opened by hand', async ({ tenant, open }) => {
    const viewing = await open(await tenant.actor('viewer'));
    const owning = await open(tenant.owner);

    await viewing.apiKeys.goto();
    await expect(viewing.alert).toContainText('Not allowed');
    await expect(viewing.apiKeys.createButton).toBeHidden();
    await viewing.audit.goto();
    await expect(viewing.alert).toContainText('Not allowed');
    await viewing.upload.goto();
    await expect(viewing.alert).toContainText('Not allowed');
    await expect(viewing.upload.uploadButton).toBeHidden();

    await owning.apiKeys.goto();
    await expect(owning.apiKeys.createButton).toBeVisible();
    await owning.upload.goto();
    await expect(owning.upload.uploadButton).toBeVisible();
    await expect(owning.alert).toBeHidden();
  });
});
