import { dataOf, expect, PHONE, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { toCsv } from '../../test-data/csv.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { totp } from '../../test-data/totp.ts';

test.use(PHONE);

test.describe('Assay on a phone', { tag: '@e2e' }, () => {
  test('the navigation opens with its button and closes with Escape and after a step', async ({
    tenant,
    open,
  }) => {
    const { page, heading, navigation, overview } = await open(await tenant.actor('viewer'));
    await overview.goto();
    await expect(navigation.root).toBeHidden();
    await expect(navigation.menu).toHaveAttribute('aria-expanded', 'false');

    await navigation.menu.tap();
    await expect(navigation.root).toBeVisible();
    await expect(navigation.menu).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('Escape');
    await expect(navigation.root).toBeHidden();
    await expect(navigation.menu).toBeFocused();

    await navigation.menu.tap();
    await navigation.follow('Datasets');

    await expect(heading).toHaveText('Datasets');
    await expect(navigation.root).toBeHidden();
  });

  test('a member signs in and out', async ({ tenant, openSignedOut }) => {
    const viewer = await tenant.actor('viewer');
    const { page, heading, login, navigation } = await openSignedOut(tenant);
    await login.goto();

    await login.signIn(viewer);

    await expect(heading).toHaveText('Overview');

    await navigation.menu.tap();
    await navigation.signOut();

    await expect(page).toHaveURL('/login');
    await page.goto('/account');
    await expect(page).toHaveURL('/login?return=%2Faccount');
  });

  test('a member turns two-step verification on, and from then on needs a code to sign in', async ({
    tenant,
    open,
    openSignedOut,
  }) => {
    const viewer = await tenant.actor('viewer');
    const { account, notification } = await open(viewer);
    await account.goto();

    await account.startSetup(viewer.password);
    const secret = await account.setupKey.inputValue();
    await account.turnOn(totp(secret, Date.now()));

    await expect(notification('Two-step verification is on.')).toBeVisible();
    expect(dataOf(await viewer.api.auth.me(), 200).user?.mfaEnabled).toBe(true);
    const { alert, heading, login } = await openSignedOut(tenant);
    await login.goto();
    await login.signIn(viewer);
    await expect(alert).toContainText('Sign-in failed');
    await login.code.fill(totp(secret, Date.now() + 30_000));
    await login.signInButton.tap();
    await expect(heading).toHaveText('Overview');
  });

  test('a file is uploaded, its figures read, and its dataset found again', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, labelledTable({ seed: seed + 1, rows: 30 }), { name: 'Refunds' });
    const content = toCsv(labelledTable({ seed, rows: 250, features: 2, contamination: 0.04 }));
    const { dataset, datasets, heading, upload } = await open(analyst);
    await upload.goto();

    await upload.choose(
      { name: 'payments.csv', mimeType: 'text/csv', buffer: Buffer.from(content) },
      { name: 'Payments', labelColumn: 'label' },
    );
    await upload.send();

    await expect(heading).toHaveText('Payments');
    await expect(dataset.facts.fact('Rows', '250')).toBeVisible();
    await expect(dataset.facts.fact('Estimated contamination', '4.0%')).toBeVisible();

    await datasets.goto();
    await expect(datasets.table.rowHeaders).toHaveText(['Payments', 'Refunds']);
    await datasets.searchFor('pay');
    await expect(datasets.table.rowHeaders).toHaveText(['Payments']);
    await datasets.openDataset('Payments');
    await expect(heading).toHaveText('Payments');
  });

  test('a detector is created, and its training ends with a version', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, labelledTable({ seed, rows: 200 }), { name: 'Payments' });
    const { detector, heading, newDetector, notification } = await open(analyst);
    await newDetector.goto();
    await newDetector.name.fill('Card fraud');
    await newDetector.algorithm('Isolation forest').check();
    await newDetector.create();
    await expect(heading).toHaveText('Card fraud');

    await detector.trainOn('Payments');

    await expect(notification('Training finished: version 1 is ready.')).toBeVisible();
    await expect(detector.versions.rowHeaders).toHaveText(['v1']);
    await expect(detector.facts.fact('Status', 'Ready')).toBeVisible();
  });

  test('the anomalies of a detection are read in their order', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 300, contamination: 0.05 }), {
      name: 'Payments',
    });
    const { detector } = await trainDetector(analyst, { name: 'Card fraud', datasetId: dataset.id });
    const made = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    const { items } = dataOf(await analyst.api.detections.anomalies(made.id), 200);
    const { detection, heading } = await open(await tenant.actor('viewer'));

    await detection.goto(made.id);

    await expect(heading).toHaveText('Card fraud v1 on Payments');
    await expect(detection.summary.fact('Anomalies', String(made.anomalyCount))).toBeVisible();
    await expect(detection.anomalies.rowHeaders).toHaveText(items.map(({ rank }) => String(rank)));
    await expect(
      detection.anomalies.row('1').getByText(String((items[0]?.rowIndex ?? -1) + 1), { exact: true }),
    ).toBeVisible();
  });

  test('a dataset is deleted after the question, which fits the screen', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'Payments' });
    const { dataset, datasets, notification } = await open(analyst);
    await dataset.goto(id);

    await dataset.askToDelete();
    await expect(dataset.deletion.confirmButton).toBeInViewport({ ratio: 1 });
    await expect(dataset.deletion.cancelButton).toBeInViewport({ ratio: 1 });
    await expect(dataset.deletion.root).toBeInViewport({ ratio: 1 });
    await dataset.deletion.confirm();

    await expect(notification('Dataset “Payments” deleted.')).toBeVisible();
    await expect(datasets.emptyState('No datasets yet')).toBeVisible();
    expect(await analyst.api.datasets.get(id)).toBeRefused(404);
  });
});
