import type { SourceMutant } from '../mutants/mutant.ts';
import { inLanes } from './lanes.ts';
import type { Trial } from './trial.ts';
import { tryClean, tryMutant } from './source-trials.ts';

/** Mutants that are tried at a time: each keeps a platform, a runner and a worker busy. */
const LANES = 2;

export interface FamilyRun {
  signal: AbortSignal;
  runId: string;
  onTrial: (trial: Trial) => void;
  /** A test that fails without any defect, with what it says. */
  onFalsePositive: (test: string, error: string) => void;
  say: (line: string) => void;
}

/** Tries source mutants against copies of the platform; first and last their tests run against the platform as it is. */
export async function proveSource(mutants: readonly SourceMutant[], run: FamilyRun): Promise<void> {
  if (mutants.length === 0) return;
  const { signal, runId, onTrial } = run;
  const unsound = new Set<string>();
  const clean = async (when: string) => {
    run.say(`The tests of ${mutants.length} source mutants on the clean platform, ${when}`);
    for (const outcome of await tryClean(
      mutants.flatMap(({ seenBy }) => seenBy),
      { signal, runId },
    )) {
      if (outcome.status === 'passed' || outcome.status === 'skipped') continue;
      if (!unsound.has(outcome.test)) run.onFalsePositive(outcome.test, outcome.errors[0] ?? outcome.status);
      unsound.add(outcome.test);
    }
  };
  await clean('before');
  await inLanes(mutants, LANES, async (mutant, lane) => {
    onTrial(await tryMutant(mutant, { signal, unsound, runId: `${runId.slice(0, 6)}${lane}` }));
  });
  await clean('after');
}
