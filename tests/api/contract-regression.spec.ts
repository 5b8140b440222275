import { describeChange } from '../../contract/compare/change.ts';
import { breakingChanges } from '../../contract/compare/document-changes.ts';
import { loadBaseline } from '../../contract/contract.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('The OpenAPI document', { tag: ['@integration', '@regression', '@reads'] }, () => {
  test('breaks no caller of the agreed contract', { annotation: covers('CON-08') }, async ({ anonymous }) => {
    const live = dataOf(await anonymous.api.system.openapi(), 200);

    const changes = breakingChanges(loadBaseline(), live).map(describeChange);

    expect(changes, 'what breaks callers of contract/openapi.baseline.json').toEqual([]);
    // Positive control: the document under test, one operation short, is seen to break.
    const { '/health/live': removed, ...paths } = live.paths;
    expect(removed).toBeDefined();
    expect(breakingChanges(loadBaseline(), { ...live, paths }).map(({ operation }) => operation)).toEqual([
      'system.live',
    ]);
  });
});
