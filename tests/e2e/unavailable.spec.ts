import { expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';

test.describe('A service that is unavailable', { tag: '@e2e' }, () => {
  test.use({ toleratedServerErrors: [503] });

  // The only test that answers in the API's place: the platform has no way to be made to fail on request.
  test('the list says so with the trace id of the failure, and another try brings it', async ({
    tenant,
    open,
    traceId,
  }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, { columns: ['amount'], rows: [[1]] }, { name: 'Payments' });
    const { page, alert, datasets, tryAgainButton } = await open(analyst);
    await page.route(
      ({ pathname }) => pathname.endsWith('/datasets') && pathname.startsWith('/api/'),
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          status: 503,
          contentType: 'application/problem+json; charset=utf-8',
          json: {
            type: 'urn:assay:problem:unavailable',
            title: 'Temporarily unavailable',
            status: 503,
            detail: 'The database cannot be reached. Try again in a moment.',
            instance: '/api/v1/datasets',
            traceId,
          },
        });
      },
      { times: 1 },
    );

    await datasets.goto();

    await expect(alert).toContainText('Temporarily unavailable');
    await expect(alert).toContainText('The database cannot be reached. Try again in a moment.');
    await expect(alert).toContainText(`Trace id: ${traceId}`);

    await tryAgainButton.click();

    await expect(datasets.table.rowHeaders).toHaveText(['Payments']);
    await expect(alert).toBeHidden();
  });
});
