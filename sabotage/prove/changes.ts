import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { loadBaseline, loadPolicy } from '../../contract/contract.ts';
import { operationsOf } from '../../contract/operations.ts';
import { readPolicy, type Policy } from '../../contract/policy.ts';
import { placeOf, type SourceMutant } from '../mutants/mutant.ts';
import { OptionError } from './options.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What differs from an earlier commit, uncommitted changes included. */
export interface Changes {
  /** Paths from the root of the repository. */
  files: readonly string[];
  /** Operations whose entry in the contract or the policy is new or another one. */
  operations: ReadonlySet<string>;
}

/** The changes since a commit. Throws an OptionError where there is no such commit. */
export function changesSince(reference: string): Changes {
  const show = (file: string) => git('show', `${reference}:${file}`);
  const files = git('diff', '--name-only', reference).split('\n').filter(Boolean);
  return {
    files,
    operations: changedOperations(
      {
        document: JSON.parse(show('contract/openapi.baseline.json')),
        policy: readPolicy(show('contract/policy.yaml')),
      },
      { document: loadBaseline(), policy: loadPolicy() },
    ),
  };
}

/** Whether a mutant's place or the tests that are to see it have changed. */
export function concerns(
  { files }: Pick<Changes, 'files'>,
  { file, also = [], seenBy }: SourceMutant,
): boolean {
  const places = [file, ...also.map((edit) => edit.file)].map((place) => `reference-platform/${place}`);
  return files.some(
    (changed) => places.includes(changed) || seenBy.some((entry) => placeOf(entry).file === changed),
  );
}

interface ContractText {
  document: unknown;
  policy: Pick<Policy, 'operations'>;
}

/** The operations that two versions of the contract declare, or allow, differently. */
export function changedOperations(before: ContractText, now: ContractText): ReadonlySet<string> {
  const [earlier, later] = [textsOf(before), textsOf(now)];
  return new Set([...later].flatMap(([id, text]) => (earlier.get(id) === text ? [] : [id])));
}

/** Each operation with the schemas that it refers to, and its rule, as one text. */
function textsOf({ document, policy }: ContractText): Map<string, string> {
  const components = componentsOf(document);
  return new Map(
    operationsOf(document).map(({ id, method, path: template, requestBody, responses }) => {
      const answers = [...responses].map(([status, bodies]) => [status, [...bodies]]);
      const own = JSON.stringify([method, template, [...requestBody], answers, policy.operations.get(id)]);
      return [id, `${own}${referredBy(own, components)}`];
    }),
  );
}

const componentsSchema = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

function componentsOf(document: unknown): ReadonlyMap<string, string> {
  const parsed = componentsSchema.safeParse(document);
  const schemas = parsed.success ? parsed.data.components.schemas : {};
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, JSON.stringify(schema)]));
}

function referredBy(text: string, components: ReadonlyMap<string, string>): string {
  const found = new Map<string, string>();
  const waiting = [text];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [, name = ''] of next.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      const schema = components.get(name);
      if (schema === undefined || found.has(name)) continue;
      found.set(name, schema);
      waiting.push(schema);
    }
  }
  return [...found].sort().flat().join('');
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    });
  } catch {
    throw new OptionError(`--changed ${args.at(-1)?.split(':')[0] ?? ''}: git knows no such commit`);
  }
}
