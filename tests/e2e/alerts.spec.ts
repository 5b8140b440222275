import { prepareAlarms, raiseEvents } from '../../flows/raise-events.ts';
import { tabTo } from '../../flows/tab-to.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('Alerts in the browser', { tag: '@e2e' }, () => {
  test('a verifier takes alerts in hand by the keyboard, and the inbox counts what is left', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const verifier = await tenant.actor('verifier');
    const [first, second] = await raiseEvents(analyst, await prepareAlarms(analyst, seed), 2);
    const title = first?.title ?? '';
    const { page, alerts, alertPage, heading, notification } = await open(verifier);
    await alerts.goto();
    await expect(alerts.counts.fact('Open', '2')).toBeVisible();
    await expect(alerts.table.rowHeaders).toHaveText([title, title]);

    const acknowledge = alerts.action('Acknowledge', title).last();
    await tabTo(page, acknowledge);
    await page.keyboard.press('Enter');

    await expect(notification('Alert acknowledged.')).toBeVisible();
    await expect(alerts.action('Resolve', title)).toBeFocused();
    await expect(alerts.counts.fact('Open', '1')).toBeVisible();
    await expect(alerts.counts.fact('Acknowledged', '1')).toBeVisible();
    expect(dataOf(await verifier.api.events.get(first?.id ?? ''), 200).status).toBe('acknowledged');
    expect(dataOf(await verifier.api.events.get(second?.id ?? ''), 200).status).toBe('open');

    await alerts.state.selectOption('Acknowledged');
    await expect(alerts.table.rowHeaders).toHaveText([title]);
    await alerts.table.link(title).click();

    await expect(heading).toHaveText(title);
    await expect(alertPage.details.fact('Anomaly count', '2')).toBeVisible();
    await alertPage.take('Resolve', 'Refunded by hand.');

    await expect(notification('Alert resolved.')).toBeVisible();
    await expect(alertPage.facts.fact('State', 'Resolved')).toBeVisible();
    await expect(alertPage.history.rowHeaders).toHaveText(['Acknowledged', 'Resolved']);
    await expect(
      alertPage.history.row('Resolved').getByText('Refunded by hand.', { exact: true }),
    ).toBeVisible();
    await expect(alertPage.handling).toBeHidden();
    expect(dataOf(await verifier.api.events.get(first?.id ?? ''), 200).history).toMatchObject([
      { status: 'acknowledged', note: null },
      { status: 'resolved', note: 'Refunded by hand.' },
    ]);

    await alertPage.source('Detection').click();
    await expect(page).toHaveURL(`/detections/${first?.source.id ?? ''}`);
  });

  test('a pattern that fits is shown with its matches', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const [, , last] = await raiseEvents(analyst, await prepareAlarms(analyst, seed), 3);
    const { patterns, heading, notification } = await open(analyst);
    await patterns.goto();
    await expect(patterns.says('No patterns yet')).toBeVisible();

    await patterns.createFrequency('Three an hour', 3);

    await expect(notification('Pattern “Three an hour” created.')).toBeVisible();
    await expect(
      patterns.table.row('Three an hour').getByText('At least 3 in 1 h: any alert', { exact: true }),
    ).toBeVisible();
    await expect(patterns.matches.rowHeaders).toHaveText(['Three an hour']);
    await expect(patterns.matches.cells('Three an hour')).toContainText(['Frequency', '3']);

    await patterns.matches.row('Three an hour').getByRole('link').click();
    await expect(heading).toHaveText(last?.title ?? '');
  });
});
