import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

interface RanSuite {
  suites?: RanSuite[] | undefined;
  specs: { title: string; tests: { results: z.infer<typeof attemptSchema>[] }[] }[];
}

const errorSchema = z.object({ message: z.string().optional() });
const attemptSchema = z.object({
  errors: z.array(errorSchema),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
  attachments: z.array(z.object({ name: z.string(), body: z.base64().optional() })),
});
const suiteSchema: z.ZodType<RanSuite> = z.lazy(() =>
  z.object({
    suites: z.array(suiteSchema).optional(),
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(z.object({ results: z.array(attemptSchema) })),
      }),
    ),
  }),
);

const resultSchema = z.object({
  suites: z.array(suiteSchema),
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number(), flaky: z.number() }),
});

export interface InlineSpec {
  /** File below the run's folder, whose first folder is the project: `api/a.spec.ts`. */
  [file: string]: string;
}

export interface InlineOptions {
  /** Without any, the suite's own tests are run. */
  specs: InlineSpec;
  args?: string[];
  variables?: Record<string, string>;
  /** Run id, where the test wants to know it. */
  runId?: string;
  /** Reporters besides those for progress and result, with their options; paths from the root of the repository. */
  reporters?: [file: string, options: Record<string, unknown>][];
  /** Whether a test that fails counts as expected and leaves its worker, with its world, to the next. */
  keepsWorkers?: boolean;
  /** Called once, when the output first holds `text`. */
  when?: { text: string; act: (send: (signal: NodeJS.Signals) => void) => void };
}

export interface Evidence {
  /** By name. */
  attachments: ReadonlyMap<string, string>;
  /** Annotations by their type. */
  notes: ReadonlyMap<string, string>;
}

export interface InlineResult {
  exitCode: number;
  seconds: number;
  /** Both streams. */
  output: string;
  /** Lines that are neither empty nor mere progress. */
  lines: string[];
  /** `performance.now()` at the end. */
  endedAt: number;
  stats: z.infer<typeof resultSchema>['stats'] | null;
  /** What each test failed with, without colours, by its title; empty for one that did not fail. */
  errors: ReadonlyMap<string, readonly string[]>;
  /** What each test has attached as text and noted, by its title. */
  evidence: ReadonlyMap<string, Evidence>;
  runId: string;
}

const config = ({ reporters = [], specs, keepsWorkers = false }: InlineOptions) => `
import base from '../../../playwright.config.ts';
export default {
  ...base,
  outputDir: './out',
  ${keepsWorkers ? "use: { ...base.use, failures: 'keep the worker' }," : ''}
  reporter: [['../../../reporting/redaction/redaction-reporter.ts'], ['../../../reporting/console/progress-reporter.ts'], ['json', { outputFile: './result.json' }],
    ...${JSON.stringify(reporters.map(([file, options]) => [path.join(ROOT, file), options]))}],
  ${Object.keys(specs).length === 0 ? '' : "projects: base.projects.map((project) => ({ ...project, testDir: './' + project.name })),"}
};
`;

/** What a spec begins with: the suite's own test and expect. */
export const FIXTURES = `import { dataOf, expect, test } from '../../../../fixtures/index.ts';\n`;

let runs = 0;

/** Runs specs with the suite's real configuration in a process of its own, and gives what came of it. */
export async function runInline(options: InlineOptions): Promise<InlineResult> {
  const parent = path.join(ROOT, 'reports', 'self-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'inline-'));
  try {
    writeFileSync(path.join(folder, 'playwright.config.ts'), config(options));
    for (const [file, content] of Object.entries(options.specs)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
    return await run(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(folder: string, options: InlineOptions): Promise<InlineResult> {
  runs += 1;
  const runId = options.runId ?? `self${process.pid.toString(36)}${runs}`;
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '-c', folder, ...(options.args ?? [])],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...childEnvironment(),
        ENV_FILE: 'no.env',
        WORKERS: '2',
        TRACE: 'off',
        ...options.variables,
        TOUCHSTONE_RUN_ID: runId,
      },
    },
  );
  let output = '';
  let acted = false;
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    if (acted || options.when === undefined || !output.includes(options.when.text)) return;
    acted = true;
    options.when.act((signal) => child.kill(signal));
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(child, 'close'));
  const result = readResult(path.join(folder, 'result.json'));
  return {
    exitCode: code ?? -1,
    seconds: (performance.now() - startedAt) / 1000,
    output,
    lines: output.split('\n').filter((line) => line.trim() !== '' && !/^\d+\/\d+ tests, /.test(line)),
    endedAt: performance.now(),
    stats: result?.stats ?? null,
    errors: new Map(result?.suites.flatMap(errorsIn)),
    evidence: new Map(result?.suites.flatMap(evidenceIn)),
    runId,
  };
}

function readResult(file: string): z.infer<typeof resultSchema> | null {
  if (!existsSync(file)) return null;
  const parsed = resultSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

function errorsIn({ suites = [], specs }: RanSuite): [string, string[]][] {
  const own = specs.map(({ title, tests }): [string, string[]] => [
    title,
    tests.flatMap(({ results }) =>
      results.flatMap(({ errors }) => errors.map(({ message = '' }) => stripVTControlCharacters(message))),
    ),
  ]);
  return [...own, ...suites.flatMap(errorsIn)];
}

function evidenceIn({ suites = [], specs }: RanSuite): [string, Evidence][] {
  const own = specs.map(({ title, tests }): [string, Evidence] => {
    const results = tests.flatMap(({ results: attempts }) => attempts);
    const attached = results.flatMap(({ attachments }) => attachments);
    const noted = results.flatMap(({ annotations }) => annotations);
    return [
      title,
      {
        attachments: new Map(
          attached.map(({ name, body = '' }) => [name, Buffer.from(body, 'base64').toString()]),
        ),
        notes: new Map(noted.map(({ type, description = '' }) => [type, description])),
      },
    ];
  });
  return [...own, ...suites.flatMap(evidenceIn)];
}
