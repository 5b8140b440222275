import { ROOT } from '../../config/environment.ts';
import { type Place, placeOf, type SourceMutant } from '../mutants/mutant.ts';
import type { Databases } from '../sources/databases.ts';
import { StaleMutant } from '../sources/edit-source.ts';
import { copyOfPlatform, type PlatformCopy } from '../sources/platform-copy.ts';
import { literal } from './literal.ts';
import type { Outcome } from './outcome.ts';
import { runSuite } from './suite-run.ts';
import { type Defect, type Trial, triedTest, verdictOf } from './trial.ts';
import { runVitest } from './vitest-run.ts';

/** Who runs a file that a mutant names: the suite, the platform's own tests, or the contract tests. */
type Runner = 'suite' | 'platform' | 'contract';

const NO_PLAN = { attempts: null, controlUrl: null, renewsWorlds: false } as const;
/** More than a killed worker or a busy machine takes; a platform that never gets ready ends sooner by itself. */
const TEST_LIMIT_MS = 240_000;

export interface Ground {
  signal: AbortSignal;
  /** Tests that fail without a defect: their failures prove nothing. */
  unsound: ReadonlySet<string>;
  databases: Databases;
  /** A name for the runs of one lane, so that two lanes never share tenants or folders. */
  runId: string;
}

type CleanGround = Pick<Ground, 'signal' | 'runId'>;

/** A mutant as every defect is listed. */
export function defectOf({ id, defect, file }: SourceMutant): Defect {
  const parts = file.split('/').filter((part) => !['src', 'control', 'compute'].includes(part));
  const [area = 'platform'] = parts.length > 1 ? parts : ['platform'];
  return { id, family: 'source', area, text: defect };
}

/** Puts a mutant before the tests that are expected to see it, in their order, until one does. */
export async function tryMutant(mutant: SourceMutant, ground: Ground): Promise<Trial> {
  const startedAt = performance.now();
  const end = (verdict: Trial['verdict'], tried: Trial['tried'], note: string | null): Trial => ({
    ...defectOf(mutant),
    verdict,
    tried,
    note,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  });
  let copy: PlatformCopy;
  try {
    copy = copyOfPlatform(mutant);
  } catch (error) {
    if (error instanceof StaleMutant) return end('stale', [], error.message);
    throw error;
  }
  const tried: Trial['tried'] = [];
  let note: string | null = null;
  try {
    for (const place of mutant.seenBy.map(placeOf)) {
      const { outcomes, refusal } = await runUnder(mutant, place, copy, ground);
      note ??= refusal;
      tried.push(...outcomes.filter(({ test }) => !ground.unsound.has(test)).map(triedTest));
      if (verdictOf(tried) === 'killed') break;
    }
  } finally {
    copy.remove();
  }
  // A platform that does not start, or a suite that refuses it, is seen by everybody, but by no check.
  const verdict = tried.length === 0 && note !== null ? 'crashed' : verdictOf(tried);
  return end(verdict, tried.filter(isTelling), note);
}

/** The outcomes of the same files without any defect. */
export async function tryClean(seenBy: readonly string[], ground: CleanGround): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const files = [...new Set(seenBy.map((entry) => placeOf(entry).file))].sort();
  for (const runner of new Set(files.map(runnerOf))) {
    const own = files.filter((file) => runnerOf(file) === runner);
    const result = await run(runner, { files: own, title: null, copy: null }, ground);
    if (result.outcomes.length === 0) throw new Error(`the clean run ended early: ${result.refusal ?? ''}`);
    outcomes.push(...result.outcomes);
  }
  return outcomes;
}

/** Of the tests that saw nothing, many are named in one folder: they are counted by the folder, not listed. */
function isTelling({ verdict }: Trial['tried'][number]): boolean {
  return verdict !== 'not run';
}

function runnerOf(file: string): Runner {
  if (file.startsWith('reference-platform/')) return 'platform';
  return file.startsWith('self-tests/') ? 'contract' : 'suite';
}

interface Wanted {
  files: readonly string[];
  title: string | null;
  /** `null` for the platform as it is, without which nothing ends before its time. */
  copy: PlatformCopy | null;
  databaseUrl?: string;
}

interface RunEnd {
  outcomes: Outcome[];
  /** The last line of a run that came to no test. */
  refusal: string | null;
}

async function run(
  runner: Runner,
  { files, title, copy, databaseUrl }: Wanted,
  { signal, runId }: CleanGround,
): Promise<RunEnd> {
  const bail = copy !== null;
  if (runner !== 'suite') {
    const own = runner === 'platform';
    const outcomes = await runVitest({
      root: own && copy !== null ? copy.root : ROOT,
      files,
      title,
      project: own ? null : 'contract',
      ...(copy === null ? {} : { platformFolder: copy.platform }),
      bail,
      signal,
    });
    return { outcomes, refusal: null };
  }
  const outcomes: Outcome[] = [];
  const limited = AbortSignal.any([signal, ...(bail ? [AbortSignal.timeout(TEST_LIMIT_MS)] : [])]);
  const { tail } = await runSuite({
    plan: NO_PLAN,
    args: [...files, ...(title === null ? [] : ['--grep', literal(title)]), ...(bail ? ['-x'] : [])],
    variables: {
      runId,
      ...(copy === null ? {} : { platformFolder: copy.platform, workers: 1 }),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    },
    signal: limited,
    onOutcome: (outcome) => outcomes.push(outcome),
  }).catch((error: unknown) => {
    if (signal.aborted || !limited.aborted) throw error;
    return { tail: [`no test has failed in ${TEST_LIMIT_MS / 60_000} minutes`] };
  });
  return { outcomes, refusal: outcomes.length === 0 ? (tail.findLast((line) => line !== '') ?? null) : null };
}

/** The same against a copy, whose platform gets a database of its own for the time of the run. */
async function runUnder(
  mutant: SourceMutant,
  { file, title }: Place,
  copy: PlatformCopy,
  ground: Ground,
): Promise<RunEnd> {
  const runner = runnerOf(file);
  const wanted: Wanted = { files: [file], title, copy };
  if (runner !== 'suite') return run(runner, wanted, ground);
  const { databases } = ground;
  const changesTables = [mutant, ...(mutant.also ?? [])].some((edit) => edit.file.startsWith('migrations/'));
  const databaseUrl = await databases.create(mutant.id, changesTables ? 'empty' : 'migrated');
  try {
    return await run(runner, { ...wanted, databaseUrl }, ground);
  } finally {
    await databases.remove(mutant.id);
  }
}
