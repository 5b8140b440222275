import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';

test.describe('The audit log in the browser', { tag: '@e2e' }, () => {
  test('a change leaves its entry, and the chain of entries is found intact', async ({ tenant, open }) => {
    const analyst = await tenant.actor('analyst');
    const auditor = await tenant.actor('auditor');
    await uploadTable(analyst, { columns: ['amount'], rows: [[1]] }, { name: 'Payments' });
    const entries = dataOf(await auditor.api.audit.list({ action: 'datasets.create' }), 200).items;
    expect(entries).toHaveLength(1);
    const [entry] = entries;
    const { audit } = await open(auditor);
    await audit.goto();

    await audit.filterByAction('datasets.create');

    const number = String(entry?.sequence);
    await expect(audit.table.rowHeaders).toHaveText([number]);
    await expect(audit.table.row(number).getByText('datasets.create', { exact: true })).toBeVisible();
    await expect(audit.table.row(number).getByText('Allowed', { exact: true })).toBeVisible();
    await expect(audit.table.row(number)).toContainText(entry?.actor.label ?? 'no actor');
    await expect(audit.table.row(number)).toContainText(entry?.requestId ?? 'no request id');

    await audit.verifyChain();

    const verdict = dataOf(await auditor.api.audit.verify(), 200);
    await expect(audit.verdict).toContainText(`The chain is intact: ${verdict.entries} entries.`);
    await expect(audit.verdict).toContainText(verdict.headHash);
  });
});
