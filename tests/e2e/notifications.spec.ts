import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('notifications in the browser', { tag: '@e2e' }, () => {
  test('the bell counts a training that ends, without loading anew, until it is read', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    dataOf(await analyst.api.notifications.readAll(), 200);
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    const { page, bell, inbox, heading } = await open(analyst);
    await page.goto('/datasets');
    await expect(bell.quiet).toBeVisible();

    const training = { algorithm: 'robust_zscore', datasetId: dataset.id } as const;
    const { detector } = await trainDetector(analyst, { ...training, name: 'Payments' });
    await expect(bell.unread(1)).toBeVisible();
    await trainDetector(analyst, { ...training, name: 'Refunds' });
    await expect(bell.unread(2)).toBeVisible();

    await bell.root.click();
    await expect(heading).toHaveText('Notifications');
    await expect(inbox.table.rowHeaders).toHaveText([
      'Training completed',
      'Training completed',
      /^Welcome, /,
    ]);
    await inbox.show.selectOption('Unread');
    await expect(inbox.table.rowHeaders).toHaveCount(2);

    await inbox.readAllButton.click();
    await expect(inbox.nothingUnread).toBeVisible();
    await expect(bell.quiet).toBeVisible();

    await inbox.show.selectOption('All notifications');
    await inbox.table.root.getByRole('link', { name: 'Training completed' }).last().click();
    await expect(page).toHaveURL(`/detectors/${detector.id}`);
  });

  test('what is read in one window is read in the other', async ({ tenant, open }) => {
    const viewer = await tenant.actor('viewer');
    const [welcome] = dataOf(await viewer.api.notifications.list(), 200).items;
    const [first, second] = [await open(viewer), await open(viewer)];
    await first.inbox.goto();
    await second.page.goto('/datasets');
    await expect(second.bell.unread(1)).toBeVisible();

    await first.inbox.read(welcome?.title ?? '');

    await expect(second.bell.quiet).toBeVisible();
    await expect(first.bell.quiet).toBeVisible();
  });
});
