import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { loadContract } from '../../contract/contract.ts';
import type { Traffic } from '../../contract/traffic/traffic.ts';
import { BUDGET_EXCEEDED, BUDGETS_JUDGED } from '../../load/budgets/annotations.ts';
import type { Comparison } from '../../load/comparison/compare.ts';
import { machineClass } from '../../load/comparison/machine-class.ts';
import { writeCoverageFile } from '../../reporting/coverage/coverage-file.ts';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

const RUN_ID = 'gated';

/** How a canned run differs from one in which every gate passes. */
export interface Canned {
  /** Bodies of tests by project, besides those that pass. */
  api?: readonly string[];
  security?: readonly string[];
  /** What the specs import and declare besides `test` and `expect`. */
  head?: string;
  /** Lines of quality-gates.yaml by gate; `null` takes the gate out. */
  gates?: Record<string, string | null>;
  /** The file of gates as a whole, in place of those. */
  gatesFile?: string;
  quarantine?: (specFile: string) => string;
  args?: readonly string[];
  retries?: number;
  /** Source of a global tear-down. */
  tearDown?: string;
  /** Operations, by their place in the contract, that have never succeeded; and those that have only ever succeeded. */
  neverSucceeded?: (index: number) => boolean;
  onlySucceeded?: (index: number) => boolean;
  budgetsExceeded?: number;
  killed?: number;
  /** How many times as long an operation takes as its baseline. */
  ratio?: number;
  isClean?: boolean;
}

const reportSchema = z.object({
  status: z.string(),
  gates: z.array(z.object({ gate: z.string(), verdict: z.string() })),
});
const globalsSchema = z.object({
  attachments: z.array(z.object({ source: z.string() })),
  errors: z.array(z.object({ message: z.string() })),
});

export interface GatedRun {
  exitCode: number | null;
  output: string;
  /** The last line that sums up the gates. */
  summary: string;
  /** `reports/gates.json`; `null` where none was written. */
  report: z.infer<typeof reportSchema> | null;
  /** What Allure is told of the run as a whole. */
  errors: readonly string[];
}

const PASSES = '() => {}';
const GATES: Record<string, string> = {
  failedTests: '{ atMost: 0 }',
  flakyTests: '{ atMost: 0 }',
  successRate:
    '{ integration: { project: api, atLeast: 90 % }, security: { project: security, atLeast: 100 % } }',
  operationCoverage: '{ atLeast: 95 % }',
  statusCoverage: '{ atLeast: 95 % }',
  loadBudgets: '{ atMost: 0 }',
  performance: '{ slowerByAtMost: 20 %, youngerThan: 14 days }',
  killScore: '{ atLeast: 95 %, ofAtLeast: 200, youngerThan: 14 days }',
  quarantine: '{ file: quarantine.yaml, atMost: 1, longest: 30 days }',
  duration: '{ atMost: 5 min }',
  secrets: 'none left',
};

/** Runs canned tests without a target by Playwright in a process of its own, judged by the gates. */
export function gatedRun(canned: Canned = {}): GatedRun {
  const parent = path.join(ROOT, 'reports', 'self-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'gates-'));
  try {
    write(folder, canned);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '-c', folder, ...(canned.args ?? [])],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: {
          ...childEnvironment(),
          ENV_FILE: 'no.env',
          QUALITY_GATES: path.join(folder, 'quality-gates.yaml'),
          TOUCHSTONE_RUN_ID: RUN_ID,
        },
      },
    );
    const lines = stdout.split('\n');
    const globals = path.join(folder, 'allure', 'quality-gates-globals.json');
    return {
      exitCode: status,
      output: stdout + stderr,
      summary: lines.find((line) => line.startsWith('Gates     ')) ?? '',
      report: read(path.join(folder, 'gates.json'), reportSchema),
      errors: read(globals, globalsSchema)?.errors.map(({ message }) => message) ?? [],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

function write(folder: string, canned: Canned): void {
  const file = (name: string, content: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  };
  const measures = `({}, testInfo) => {
    testInfo.annotations.push({ type: '${BUDGETS_JUDGED}', description: '3' });
    for (let i = 0; i < ${canned.budgetsExceeded ?? 0}; i++)
      testInfo.annotations.push({ type: '${BUDGET_EXCEEDED}', description: 'How fast? p95Ms: 412.0 ms' });
  }`;
  file('playwright.config.ts', config(canned));
  file('tear-down.ts', canned.tearDown ?? 'export default () => {};');
  file('api/a.spec.ts', spec(canned, [...Array<string>(10).fill(PASSES), measures, ...(canned.api ?? [])]));
  file('security/a.spec.ts', spec(canned, [PASSES, ...(canned.security ?? [])]));
  const gates = Object.entries({ ...GATES, ...canned.gates });
  file(
    'quality-gates.yaml',
    canned.gatesFile ??
      gates.map(([gate, limits]) => (limits === null ? '' : `${gate}: ${limits}\n`)).join(''),
  );
  file(
    'quarantine.yaml',
    canned.quarantine?.(path.relative(ROOT, path.join(folder, 'api/a.spec.ts'))) ?? '[]',
  );
  writeCoverageFile(path.join(folder, 'coverage.json'), {
    runId: RUN_ID,
    projects: { api: 1 },
    traffic: traffic(canned),
  });
  file('secrets.json', JSON.stringify({ runId: RUN_ID, isClean: canned.isClean ?? true }));
  file('comparison.json', JSON.stringify(comparison(canned.ratio ?? 1)));
  const scores = [{ tried: 200, killed: canned.killed ?? 200 }];
  file('kill-matrix.json', JSON.stringify({ madeAt: new Date().toISOString(), scores }));
}

const config = ({ retries = 0 }: Canned) => `
import path from 'node:path';
const here = import.meta.dirname;
const gates = path.resolve(here, '../../../reporting/gates/gates-reporter.ts');
const evidence = {
  coverage: path.join(here, 'coverage.json'),
  secrets: path.join(here, 'secrets.json'),
  killMatrix: path.join(here, 'kill-matrix.json'),
  comparison: path.join(here, 'comparison.json'),
};
export default {
  workers: 1,
  retries: ${retries},
  failOnFlakyTests: true,
  outputDir: './out',
  globalTeardown: './tear-down.ts',
  reporter: [['line'], [gates, { outputFile: path.join(here, 'gates.json'), allureResultsDir: path.join(here, 'allure'), evidence }]],
  projects: ['api', 'security'].map((name) => ({ name, testDir: path.join(here, name) })),
};
`;

function spec({ head = '' }: Canned, bodies: readonly string[]): string {
  const tests = bodies.map((body, index) => `test('test ${index + 1}', ${body});`);
  return `import { expect, test } from '@playwright/test';\n${head}\n${tests.join('\n')}\n`;
}

function comparison(ratio: number): Comparison {
  const operation = 'datasets.list';
  const interval: [number, number] = [ratio - 0.05, ratio + 0.05];
  const times = { firstMs: 10, secondMs: 10 * ratio, ratio, interval, pValue: 0.01 };
  const verdict = ratio > 1.2 ? 'worse' : 'same';
  return {
    madeAt: new Date().toISOString(),
    machineClass: machineClass(),
    first: 'baseline',
    second: 'build',
    rounds: 8,
    interleaved: true,
    confidence: 0.99,
    tolerance: 0.2,
    verdict,
    operations: [{ operation, ...times, verdict }],
  };
}

/** Every documented status of every operation, seen once. */
function traffic({ neverSucceeded = () => false, onlySucceeded = () => false }: Canned): Traffic {
  const seen = { count: 1, mediaTypes: {}, callers: {} };
  return Object.fromEntries(
    loadContract().operations.map(({ id, responses }, index) => [
      id,
      Object.fromEntries(
        [...responses.keys()]
          .map(String)
          .filter((status) => (status.startsWith('2') ? !neverSucceeded(index) : !onlySucceeded(index)))
          .map((status) => [status, seen]),
      ),
    ]),
  );
}
