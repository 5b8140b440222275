import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUDGET_EXCEEDED } from '../../load/budgets/annotations.ts';
import { FIXTURES, type InlineSpec } from './inline-run.ts';
import { ROOT } from './platform.ts';

/** A test that fails in each way that the report tells apart, by the name of its category. */
const FAILURES = {
  Quarantined: `async ({ tenant }) => {
    expect(await tenant.owner.api.tenant.get()).toSucceed(201);
  }`,
  'Target unreachable': `async ({ tenant }) => {
    const gone = await fetch('http://127.0.0.1:61616/' + tenant.id);
    expect(gone.status).toBe(200);
  }`,
  Leak: `async ({ tenant }) => {
    const name = 'Payments cnry0123456789abcdef';
    await uploadTable(tenant.owner, labelledTable({ seed: 7, rows: 20 }), { name });
  }`,
  'Budget exceeded': `async ({ tenant }) => {
    test.info().annotations.push({ type: '${BUDGET_EXCEEDED}', description: 'p95 212.0 ms, at most 200 ms' });
    expect(tenant.name).toBe('a measurement that keeps its budgets');
  }`,
  'Test defect': `async ({ tenant }) => {
    const nobody = [tenant].find(({ name }) => name === '');
    await nobody.actor('viewer');
  }`,
  'Out of time': `async ({ tenant }) => {
    test.setTimeout(3000);
    expect(await tenant.owner.api.tenant.get()).toSucceed(200);
    await new Promise(() => undefined);
  }`,
  'Product defect': `async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed: 7, rows: 20 }));

    expect(await viewer.api.datasets.remove(dataset.id)).toSucceed(204);
  }`,
};

const HEAD = `${FIXTURES}
import { uploadTable } from '../../../../flows/upload-table.ts';
import { labelledTable } from '../../../../test-data/labelled-table.ts';
`;

/** The specs: one test a category and one that passes; and the gates, whose quarantine lists the first. */
export function plantFailures(folder: string): { specs: InlineSpec; variables: Record<string, string> } {
  const spec = path.join(folder, 'api/planted.spec.ts');
  const until = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const name = `${path.relative(ROOT, spec)} › Planted failures › Quarantined`;
  const entry = { test: name, owner: 'somebody', reason: 'planted by a self-test, and nothing else', until };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'quarantine.yaml'), JSON.stringify([entry]));
  writeFileSync(
    path.join(folder, 'gates.yaml'),
    'failedTests: { atMost: 0 }\nquarantine: { file: quarantine.yaml, atMost: 1, longest: 30 days }\n',
  );
  const tests = Object.entries(FAILURES).map(([title, body]) => `test('${title}', ${body});`);
  const passing = `test('passes', async ({ tenant }) => { expect(await tenant.owner.api.tenant.get()).toSucceed(200); });`;
  return {
    specs: {
      'api/planted.spec.ts': `${HEAD}test.describe('Planted failures', { tag: '@integration' }, () => {\n${[...tests, passing].join('\n')}\n});\n`,
    },
    variables: { QUALITY_GATES: path.join(folder, 'gates.yaml') },
  };
}
