import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { childEnvironment } from '../../../self-tests/contract/child-environment.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const TESTS = 150;
/** Each begins in a worker of its own, and the first tests warm it up. */
const WARM_UP = 20;

const SPECS = {
  bare: `
import { expect, test } from '@playwright/test';
for (let index = 0; index < ${TESTS}; index += 1)
  test(\`bare \${index}\`, async ({ request }) => {
    const response = await request.get('/api/v1/health/live');
    expect(response.status()).toBe(200);
  });`,
  ours: `
import { expect, test } from '../../../fixtures/index.ts';
test.use({ transport: 'undici' });
for (let index = 0; index < ${TESTS}; index += 1)
  test(\`ours \${index}\`, { tag: '@integration' }, async ({ anonymous }) => {
    expect(await anonymous.api.system.live()).toSucceed(200);
  });`,
};

const CONFIG = `
import path from 'node:path';
import base from '../../../playwright.config.ts';
const here = import.meta.dirname;
const project = (name) => ({ name, testMatch: name.slice(0, 4) + '.spec.ts' });
export default {
  ...base, outputDir: path.join(here, 'test-results'), testDir: here, workers: 1, fullyParallel: false,
  use: { ...base.use, baseURL: process.env.BASE_URL },
  reporter: [base.reporter[0], ['json', { outputFile: path.join(here, 'report.json') }]],
  projects: ['bare', 'ours', 'bare again', 'ours again'].map(project),
};`;

const reportSchema = z.object({
  suites: z.array(
    z.object({
      specs: z.array(
        z.object({
          title: z.string(),
          tests: z.array(
            z.object({
              projectName: z.string(),
              results: z.array(
                z.object({ startTime: z.iso.datetime(), duration: z.number(), status: z.literal('passed') }),
              ),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** Milliseconds from one test to the next, of bare Playwright and of the suite, and until a worker of the suite has begun its first. */
export interface TrivialTests {
  bareMs: number;
  oursMs: number;
  workerStartMs: number;
}

/** Runs as many trivial tests of one sort as of the other, by turns, in one run of Playwright against a running platform. */
export async function trivialTests(targetUrl: string): Promise<TrivialTests> {
  const parent = path.join(ROOT, 'reports', 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'trivial-'));
  try {
    for (const [name, text] of Object.entries(SPECS))
      writeFileSync(path.join(folder, `${name}.spec.ts`), text);
    writeFileSync(path.join(folder, 'playwright.config.ts'), CONFIG);
    const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
    await promisify(execFile)(process.execPath, [cli, 'test', '-c', folder], {
      cwd: ROOT,
      env: { ...childEnvironment(), ENV_FILE: 'no.env', BASE_URL: targetUrl },
    });
    const { default: report } = (await import(path.join(folder, 'report.json'), {
      with: { type: 'json' },
    })) as { default: unknown };
    return measured(reportSchema.parse(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measured({ suites }: z.infer<typeof reportSchema>): TrivialTests {
  const runs = new Map<string, { start: number; end: number }[]>();
  for (const { tests } of suites.flatMap(({ specs }) => specs)) {
    for (const { projectName, results } of tests) {
      const times = results.map(({ startTime, duration }) => {
        const start = Date.parse(startTime);
        return { start, end: start + duration };
      });
      runs.set(projectName, [...(runs.get(projectName) ?? []), ...times]);
    }
  }
  const stepOf = (name: string) => {
    const starts = (runs.get(name) ?? []).map(({ start }) => start).slice(WARM_UP);
    return ((starts.at(-1) ?? Number.NaN) - (starts[0] ?? Number.NaN)) / (starts.length - 1);
  };
  const ends = runs.get('bare')?.at(-1)?.end ?? Number.NaN;
  return {
    bareMs: Math.min(stepOf('bare'), stepOf('bare again')),
    oursMs: Math.min(stepOf('ours'), stepOf('ours again')),
    workerStartMs: (runs.get('ours')?.[0]?.start ?? Number.NaN) - ends,
  };
}
