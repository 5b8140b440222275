import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CATEGORIES } from '../../reporting/run/category.ts';
import { plantFailures } from './planted-failures.ts';
import { ROOT, startPlatform } from './platform.ts';
import { reportedFolder, type ReportedRun, runReported } from './reported-run.ts';

const nodeSchema = z.object({
  type: z.string(),
  name: z.string(),
  childrenIds: z.array(z.string()).default([]),
});
const widgetSchema = z.object({ roots: z.array(z.string()), nodes: z.record(z.string(), nodeSchema) });

/** Names of the tests below each category of a report. */
function testsByCategory(report: string): Record<string, string[]> {
  const file = path.join(report, 'widgets/categories.json');
  const { roots, nodes } = widgetSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const testsBelow = (id: string): string[] => {
    const node = nodes[id];
    return node === undefined ? [] : node.type === 'tr' ? [node.name] : node.childrenIds.flatMap(testsBelow);
  };
  return Object.fromEntries(roots.map((id) => [nodes[id]?.name ?? id, testsBelow(id)]));
}

describe('a run with one failure of each category', () => {
  let run: ReportedRun;
  beforeAll(async () => {
    const platform = await startPlatform();
    const folder = reportedFolder();
    const { specs, variables } = plantFailures(folder);
    run = await runReported({ folder, specs, variables: { ...platform.variables, ...variables } });
    await platform.stop();
  }, 420_000);
  afterAll(() => run.remove());

  it('says of each failed test whose it is', () => {
    const told = [...run.results.values()].map(({ name, labels }): [string, string | undefined] => [
      name,
      labels.find((label) => label.name === 'category')?.value,
    ]);

    expect(Object.fromEntries(told)).toEqual({
      ...Object.fromEntries(CATEGORIES.map((category) => [category, category])),
      passes: undefined,
    });
  });

  it('says who mends a test, and of a failed one its seed and trace', () => {
    const failed = run.results.get('Product defect');
    const passed = run.results.get('passes');

    expect(failed?.labels).toContainEqual({ name: 'owner', value: 'platform' });
    expect(failed?.parameters.map(({ name }) => name)).toEqual(['Project', 'seed', 'trace id']);
    expect(passed?.parameters.map(({ name }) => name)).toEqual(['Project']);
    expect(passed?.attachments).toEqual([]);
  });

  it('has each of them below its category in the report', () => {
    const report = path.join(run.folder, 'report');
    const made = spawnSync(
      process.execPath,
      [
        '--import',
        import.meta.resolve('tsx'),
        path.join(ROOT, 'reporting/allure/allure-report.ts'),
        'allure-results',
        '--output',
        report,
      ],
      { cwd: run.folder, encoding: 'utf8' },
    );

    expect(made.stderr).toBe('');
    expect(testsByCategory(report)).toEqual(
      Object.fromEntries(CATEGORIES.map((category) => [category, [category]])),
    );
  });
});
