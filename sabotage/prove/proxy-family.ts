import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { environment, proofEnvironment, ROOT } from '../../config/environment.ts';
import type { Contract } from '../../contract/contract.ts';
import { referenceMails, referenceServer } from '../../targets/reference.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import type { ProxyDefect } from '../population/defect.ts';
import { SabotageProxy } from '../proxy/proxy.ts';
import { candidatesFor, type KnownTest } from './candidates.ts';
import { readMap, writeMap } from './clean-map.ts';
import type { Outcome } from './outcome.ts';
import { type Attempts, Rounds } from './rounds.ts';
import type { FamilyRun } from './source-family.ts';
import { runSuite } from './suite-run.ts';

/** Everything but load: a measurement through a proxy measures the proxy. */
const PROJECTS = ['--project=e2e', '--project=api', '--project=security'];
const MAP_FILE = path.join(ROOT, 'reports', 'prove', 'clean-map.json');

export interface ProxyRun extends FamilyRun {
  contract: Contract;
  /** Whether what an earlier clean run has shown is good enough. */
  resume: boolean;
  /** Files that the tests are taken from; empty for all. Then a defect that they do not meet is none of theirs. */
  tests: readonly string[];
}

/** Puts defects between suite and target, in rounds; first and last the suite goes through the proxy without any. */
export async function proveThroughProxy(defects: readonly ProxyDefect[], run: ProxyRun): Promise<void> {
  if (defects.length === 0) return;
  const known = new Map<string, KnownTest>();
  const proxy = await SabotageProxy.start({
    upstream: environment.baseUrl,
    contract: run.contract,
    defects: new Map(defects.map((defect) => [defect.id, defect])),
    usualStatuses: (test, operationId) => known.get(test)?.recording.statuses.get(operationId) ?? [],
  });
  const platform = environment.baseUrl === null ? await startPlatform(proxy) : null;
  try {
    const earlier = run.resume ? readMap(MAP_FILE) : null;
    const tests = earlier ?? (await cleanRun(proxy, run, 'before'));
    for (const test of tests) known.set(test.name, test);
    writeMap(MAP_FILE, tests);
    const met = defects.map((defect) => ({ defect, candidates: candidatesFor(defect, tests) }));
    const rounds = new Rounds(
      run.tests.length === 0 ? met : met.filter(({ candidates }) => candidates.length > 0),
    );
    run.onBegin();
    while (!rounds.isOver) {
      for (const trial of rounds.finished()) run.onTrial(trial);
      for (const endsWorld of [false, true]) await tryRound(rounds, endsWorld, proxy, run);
    }
    await cleanRun(proxy, run, 'after');
  } finally {
    await proxy.stop();
    await platform?.stop();
  }
}

/** The tests that pass without a defect, with what they exchange. */
async function cleanRun(proxy: SabotageProxy, run: ProxyRun, when: string): Promise<KnownTest[]> {
  run.say(`The suite through the proxy without a defect, ${when}`);
  const passed: Outcome[] = [];
  await suiteRun(proxy, run, {
    attempts: null,
    args: [...PROJECTS, ...run.tests],
    onOutcome: (outcome) => {
      run.onClean();
      if (outcome.status === 'passed') passed.push(outcome);
      else if (outcome.status !== 'skipped')
        run.onFalsePositive(outcome.test, outcome.errors[0] ?? outcome.status);
    },
  });
  return passed.flatMap(({ test, durationMs }) => {
    const recording = proxy.recorder.recordings.get(test);
    return recording === undefined ? [] : [{ name: test, durationMs, recording }];
  });
}

async function tryRound(
  rounds: Rounds,
  endsWorld: boolean,
  proxy: SabotageProxy,
  run: ProxyRun,
): Promise<void> {
  const attempts = rounds.next(endsWorld);
  const tests = Object.keys(attempts);
  if (tests.length === 0) return;
  const files = [...new Set(tests.map((test) => test.split(' | ')[1] ?? ''))];
  const repetitions = Math.max(...Object.values(attempts).map(({ length }) => length));
  await suiteRun(proxy, run, {
    attempts,
    renewsWorlds: endsWorld,
    args: [...PROJECTS, ...files, `--repeat-each=${repetitions}`],
    onOutcome: (outcome) => {
      const id = attempts[outcome.test]?.[outcome.repetition];
      if (id === undefined) return;
      const wasSpoiled = proxy.hasSpoiled(outcome.test, id);
      const isRed = outcome.status === 'failed' || outcome.status === 'timedOut';
      if (isRed && !wasSpoiled) run.onFalsePositive(outcome.test, outcome.errors[0] ?? outcome.status);
      const trial = rounds.took(id, outcome, wasSpoiled);
      if (trial !== null) run.onTrial(trial);
    },
  });
  rounds.gaveUp(attempts);
}

interface RoundRun {
  attempts: Attempts | null;
  renewsWorlds?: boolean;
  args: readonly string[];
  onOutcome: (outcome: Outcome) => void;
}

async function suiteRun(
  proxy: SabotageProxy,
  { signal, runId }: ProxyRun,
  { attempts, renewsWorlds = false, args, onOutcome }: RoundRun,
): Promise<void> {
  let outcomes = 0;
  // The end of a run takes its mails away with their folder, which this platform goes on writing to.
  if (environment.baseUrl === null)
    mkdirSync(referenceMails(environment, ROOT), { recursive: true, mode: 0o700 });
  const { tail } = await runSuite({
    plan: { attempts, controlUrl: proxy.controlUrl, renewsWorlds },
    args,
    variables: { runId, targetUrl: proxy.url },
    signal,
    onOutcome: (outcome) => {
      outcomes += 1;
      // What an interruption cuts off has failed for no other reason.
      if (!signal.aborted) onOutcome(outcome);
    },
  });
  if (outcomes === 0) throw new Error(`no test was run: ${tail.slice(-3).join(' ')}`);
}

/** The reference platform as a run of the suite starts it; its mails lead to where the suite reaches it. */
async function startPlatform(proxy: SabotageProxy) {
  const { env = {} } = referenceServer(environment, ROOT);
  const platform = await startReferencePlatform({
    env: { ...proofEnvironment({}), ...env, LOG_LEVEL: 'error', PUBLIC_URL: proxy.url },
  });
  proxy.pointAt(platform.url);
  return platform;
}
