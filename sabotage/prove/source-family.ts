import type { SourceMutant } from '../mutants/mutant.ts';
import { startDatabases } from '../sources/databases.ts';
import { inLanes } from './lanes.ts';
import type { Trial } from './trial.ts';
import { tryClean, tryMutant } from './source-trials.ts';

export interface FamilyRun {
  signal: AbortSignal;
  runId: string;
  onTrial: (trial: Trial) => void;
  /** A test that fails without any defect, with what it says. */
  onFalsePositive: (test: string, error: string) => void;
  /** One more test has run without a defect. */
  onClean: () => void;
  /** The clean run is over, and trials begin. */
  onBegin: () => void;
  say: (line: string) => void;
}

/**
 * Tries source mutants against copies of the platform, `lanes` at a time. Before that their tests run against the platform as
 * it is; not once more afterwards, as the proxy's do, because each copy goes with whatever its defect has done.
 */
export async function proveSource(
  mutants: readonly SourceMutant[],
  run: FamilyRun & { lanes: number },
): Promise<void> {
  if (mutants.length === 0) return;
  const { signal, runId, onTrial } = run;
  const unsound = new Set<string>();
  run.say(`The tests of ${mutants.length} source mutants on the clean platform`);
  for (const outcome of await tryClean(
    mutants.flatMap(({ seenBy }) => seenBy),
    { signal, runId },
  )) {
    run.onClean();
    if (outcome.status === 'passed' || outcome.status === 'skipped') continue;
    run.onFalsePositive(outcome.test, outcome.errors[0] ?? outcome.status);
    unsound.add(outcome.test);
  }
  run.onBegin();
  const databases = await startDatabases();
  try {
    await inLanes(mutants, run.lanes, async (mutant, lane) => {
      onTrial(await tryMutant(mutant, { signal, unsound, databases, runId: `${runId.slice(0, 6)}${lane}` }));
    });
  } finally {
    await databases.stop();
  }
}
