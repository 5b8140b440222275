import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PLATFORM_VARIABLE } from '../../config/platform-folder.ts';
import { VARIABLE_NAMES } from '../../config/variables.ts';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

const NAME = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b/g;
const run = promisify(execFile);

/** Names of variables that the platform's `--help` lists. */
async function namesInHelp(): Promise<string[]> {
  const { stdout } = await run(process.execPath, [platformCommand(), '--help'], { env: childEnvironment() });
  const [, environment = ''] = stdout.split('Environment:');
  return [...new Set(environment.match(NAME))].sort();
}

function platformCommand(): string {
  return path.join(ROOT, 'reference-platform', 'bin', 'platform.mjs');
}

/** What the platform says to one variable with a value that none of them takes. */
async function refusalOf(name: string): Promise<string> {
  const ended = await run(process.execPath, [platformCommand(), '--port', '0', '--watch-parent'], {
    env: { ...childEnvironment(), [name]: '!' },
    timeout: 60_000,
  }).catch((error: unknown) => error);
  return ended instanceof Error && 'stderr' in ended ? String(ended.stderr).trim() : `${name} was taken`;
}

/** Names in the schemas of what may be set from outside, read as text: the suite imports nothing of the platform. */
function namesInSchemas(): string[] {
  const file = path.join(ROOT, 'reference-platform', 'src', 'configuration', 'variables.ts');
  const schemas = readFileSync(file, 'utf8').matchAll(
    /export const (?:common|control|compute)Variables = .*?\{\n(.*?)\n\}\);/gs,
  );
  return [...schemas].flatMap(([, fields = '']) =>
    [...fields.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name),
  );
}

/** Markdown for users: the README and the guides. */
function guides(): { file: string; text: string }[] {
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.join('docs', file),
  );
  return ['README.md', ...docs.filter((file) => file.endsWith('.md'))].map((file) => ({
    file,
    text: readFileSync(path.join(ROOT, file), 'utf8'),
  }));
}

describe('the names of the configuration', () => {
  it('are those that --help lists: the platform reads each of them, and refuses a wrong value by name', async () => {
    const names = await namesInHelp();

    const refusals = await Promise.all(
      names.map(async (name): Promise<[string, string]> => [name, await refusalOf(name)]),
    );

    expect(names).toContain('LOG_LEVEL');
    expect(refusals.filter(([name, line]) => !line.startsWith(`assay: ${name}`))).toEqual([]);
  });

  it('are all listed by --help: the platform reads no other that may be set from outside', async () => {
    const names = await namesInHelp();

    expect([...namesInSchemas(), 'DATABASE_URL'].sort()).toEqual(names);
  });

  it('are spelt in the guides as the suite or the platform reads them', async () => {
    const known = new Set<string>([
      ...VARIABLE_NAMES,
      ...(await namesInHelp()),
      'ENV_FILE',
      PLATFORM_VARIABLE,
    ]);

    const unknown = guides().flatMap(({ file, text }) =>
      [...new Set(text.match(NAME))].filter((name) => !known.has(name)).map((name) => `${file}: ${name}`),
    );

    expect(unknown).toEqual([]);
  });
});
