import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { childEnvironment } from './child-environment.ts';
import type { InlineSpec } from './inline-run.ts';
import { ROOT } from './platform.ts';

const resultSchema = z.object({
  name: z.string(),
  status: z.string(),
  labels: z.array(z.object({ name: z.string(), value: z.string() })),
  links: z.array(z.object({ url: z.string(), name: z.string().optional() })),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  statusDetails: z.object({ message: z.string().optional() }).default({}),
  attachments: z.array(z.object({ name: z.string(), source: z.string() })),
});

/** A test as Allure's reporter has written it. */
export type AllureResult = z.infer<typeof resultSchema>;

export interface ReportedRun {
  /** Holds what the suite's own reporters have written: `allure-results`, `reports` and so on. */
  folder: string;
  output: string;
  exitCode: number;
  /** By the test's title. */
  results: ReadonlyMap<string, AllureResult>;
  remove(): void;
}

// Every reporter as the suite has it, writing below the run's own folder.
const CONFIG = `
import path from 'node:path';
import base from '../../../playwright.config.ts';
const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const moved = (value) => typeof value === 'string' && value.startsWith(root) ? path.join(here, path.relative(root, value))
  : Array.isArray(value) ? value.map(moved)
  : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, moved(each)]))
  : value;
export default {
  ...base,
  outputDir: './test-results',
  reporter: base.reporter.map(([name, options = {}]) => [name, moved(options)]),
  projects: base.projects.map((project) => ({ ...project, testDir: './' + project.name })),
};
`;

/** A fresh folder for runs, where it has to be known before. */
export function reportedFolder(): string {
  const parent = path.join(ROOT, 'reports', 'self-tests');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(path.join(parent, 'reported-'));
}

/** Runs specs with all reporters of the suite in a process of its own; each run of one `folder` adds to its history. */
export async function runReported(options: {
  specs: InlineSpec;
  variables: Record<string, string>;
  args?: string[];
  folder?: string;
}): Promise<ReportedRun> {
  const folder = options.folder ?? reportedFolder();
  writeFileSync(path.join(folder, 'playwright.config.ts'), CONFIG);
  for (const [file, content] of Object.entries(options.specs)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '-c', folder, ...(options.args ?? [])],
    {
      cwd: ROOT,
      env: {
        ...childEnvironment(),
        ENV_FILE: 'no.env',
        WORKERS: '2',
        TRACE: 'off',
        ...options.variables,
        TOUCHSTONE_RUN_ID: path
          .basename(folder)
          .slice(-6)
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, '0'),
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(child, 'close'));
  return {
    folder,
    output,
    exitCode: code ?? -1,
    results: resultsIn(path.join(folder, 'allure-results')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function resultsIn(folder: string): Map<string, AllureResult> {
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('-result.json'))
      .map((file) => resultSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))
      .map((result) => [result.name, result]),
  );
}
