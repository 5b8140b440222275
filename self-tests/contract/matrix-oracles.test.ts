import { beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_VARIABLE } from '../../config/platform-folder.ts';
import { type MatrixMutant, singleOracleMutants } from '../../sabotage/mutants/matrix.ts';
import type { SourceMutant } from '../../sabotage/mutants/mutant.ts';
import { copyOfPlatform } from '../../sabotage/sources/platform-copy.ts';
import { type InlineResult, runInline } from './inline-run.ts';

/** By operation, what the matrix has to say of the defect in it: the cell and what is wrong there. */
const SAYS: Record<string, RegExp> = {
  'webhooks.list':
    /viewer by bearer: expected 403 \(contract\/policy\.yaml:\d+: roles owner, admin; no key\), got 200/,
  'datasets.list': /owner by bearer: shows cnry\w+, the canary of another tenant/,
  'streams.update':
    /owner by bearer, foreign stream: was answered as if nothing had happened, but the other tenant’s streams\.get is not what it was/,
  'members.get':
    /owner by bearer, foreign member: expected what a random id gets, but the body is .*There is no such member here/,
  'notifications.readAll':
    /viewer by bearer, effective: was answered as done, but notifications\.unreadCount shows 1, not 0/,
  'patterns.create':
    /analyst by bearer, effective: expected an audit entry with the target [\w-]{36}, but it is null/,
};

const ORACLE = /^(status|canary|side effect|existence|read-back|audit) {2,}/;

/** Every defect in one platform, which then has to be started once: no two are in one operation. */
function allAtOnce([first, ...others]: readonly SourceMutant[]): SourceMutant {
  if (first === undefined) throw new Error('there are no defects');
  const edits = others.flatMap(({ file, find, put, also = [] }) => [{ file, find, put }, ...also]);
  return { ...first, id: 'one-an-oracle', also: [...(first.also ?? []), ...edits] };
}

const titleOf = (operation: string) => `${operation} keeps to the policy in all its cells`;

describe('the oracles of the authorisation matrix', () => {
  let run: InlineResult;
  beforeAll(async () => {
    const copy = copyOfPlatform(allAtOnce(singleOracleMutants));
    const operations = singleOracleMutants.map(({ operation }) => operation.replace('.', '\\.'));
    run = await runInline({
      specs: {},
      args: ['--project=security', `--grep=(${operations.join('|')}) keeps`],
      // One worker makes one world, which serves them all.
      variables: { WORKERS: '1', [PLATFORM_VARIABLE]: copy.platform },
      keepsWorkers: true,
    }).finally(copy.remove);
  }, 240_000);

  it.each(singleOracleMutants)(
    'one sees, and names the cell: $oracle — $defect',
    ({ operation, oracle }: MatrixMutant) => {
      const [verdict = '', ...rest] = run.errors.get(titleOf(operation)) ?? [];
      const said = verdict.split('\n').map((line) => line.trim());
      const oracles = said.flatMap((line) => ORACLE.exec(line)?.[1] ?? []);

      expect(said).toContainEqual(expect.stringMatching(SAYS[operation] ?? /no text/));
      expect(new Set(oracles)).toEqual(new Set([oracle]));
      // A leak is seen by every test, whichever it is.
      expect(rest.filter((each) => !each.includes('[oracle: canary]'))).toEqual([]);
    },
  );

  it('are each shown a defect, and all six are there', () => {
    expect([...run.errors.keys()].sort()).toEqual(
      singleOracleMutants.map(({ operation }) => titleOf(operation)).sort(),
    );
    expect(new Set(singleOracleMutants.map(({ oracle }) => oracle)).size).toBe(6);
  });
});
