import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { environment, ROOT } from '../../config/environment.ts';
import { loadContract } from '../../contract/contract.ts';
import { sourceMutants } from '../mutants/catalogue.ts';
import { populationOf, recordedShapes } from '../population/population.ts';
import { changesSince, concerns } from './changes.ts';
import { chosen } from './choice.ts';
import { killMatrix, percent } from './kill-matrix.ts';
import { HELP, OptionError, type ProveOptions, readOptions } from './options.ts';
import { matrixPage } from './page.ts';
import { duration, Progress } from './progress.ts';
import { Results } from './results.ts';
import { proveThroughProxy } from './proxy-family.ts';
import { type FamilyRun, proveSource } from './source-family.ts';
import { defectOf } from './source-trials.ts';
import type { Defect } from './trial.ts';

// `npm run prove`: the proof that the suite sees defects. What it is asked for is in options.ts.

const FOLDER = path.join(ROOT, 'reports', 'prove');

async function prove(options: ProveOptions): Promise<boolean> {
  const contract = loadContract();
  const { defects, leftOut } = populationOf(contract, recordedShapes());
  const mutants = new Map(sourceMutants.map((mutant) => [mutant.id, mutant]));
  const behindProxy = new Map(defects.map((defect) => [defect.id, defect]));
  const changes = options.changed === null ? null : changesSince(options.changed);
  const population: Defect[] = [
    ...sourceMutants.filter((mutant) => changes === null || concerns(changes, mutant)).map(defectOf),
    ...defects.filter(({ place }) => changes === null || changes.operations.has(place)),
  ];
  const wanted = chosen(population, options);
  if (options.list) {
    for (const { id, family, area, text } of wanted) console.log([id, family, area, text].join('\t'));
    console.log(`${wanted.length} defects; ${leftOut.length} more would be no defects and are left out`);
    return true;
  }
  const results = new Results(FOLDER, options);
  const open = wanted.filter(({ id }) => !results.has(id));
  const progress = new Progress(open.length);
  const falsePositives = new Map<string, string>();
  const startedAt = performance.now();
  const aborting = new AbortController();
  const abort = () => aborting.abort(new Error('interrupted'));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, abort);
  progress.say(`${open.length} defects${open.length < wanted.length ? ` of ${wanted.length}` : ''}`);
  const run: FamilyRun = {
    signal: aborting.signal,
    runId: environment.run.id,
    onTrial: (trial) => {
      results.add(trial);
      progress.ended(trial);
    },
    onFalsePositive: (test, error) => {
      falsePositives.set(test, error);
      progress.say(`red without a defect: ${test}\n  ${error.split('\n').slice(0, 4).join('\n  ')}`);
    },
    onClean: () => progress.clean(),
    onBegin: () => progress.begin(),
    say: (line) => progress.say(line),
  };
  const among = <Known>(known: ReadonlyMap<string, Known>): Known[] =>
    open.flatMap(({ id }) => known.get(id) ?? []);
  try {
    await proveThroughProxy(among(behindProxy), { ...run, contract, ...options });
    await proveSource(among(mutants), { ...run, ...options });
  } catch (error) {
    if (!aborting.signal.aborted) throw error;
  }
  const asked = new Set(wanted.map(({ id }) => id));
  const trials = results.trials.filter(({ id }) => asked.has(id));
  // With --tests, what none of them meets is not asked of them: only an interruption leaves something untried.
  const untried = aborting.signal.aborted ? wanted.length - trials.length : 0;
  const matrix = killMatrix({ trials, untried, falsePositives, leftOut, madeAt: new Date() });
  writeFileSync(path.join(FOLDER, 'kill-matrix.json'), `${JSON.stringify(matrix, null, 1)}\n`);
  writeFileSync(path.join(FOLDER, 'index.html'), matrixPage(matrix));
  const took = duration(performance.now() - startedAt);
  for (const { family, tried, killed } of matrix.scores) {
    progress.say(`${family.padEnd(9)} ${percent({ tried, killed }).padStart(7)}  ${killed} of ${tried} seen`);
  }
  if (aborting.signal.aborted) {
    progress.say(`Interrupted after ${took}; go on with --resume.`);
    return false;
  }
  const alarms = falsePositives.size;
  progress.say(
    `${alarms === 0 ? 'Nothing' : `${alarms} tests`} red without a defect, in ${took}: reports/prove/index.html`,
  );
  return matrix.scores.every(({ tried, killed }) => tried === killed) && alarms === 0;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else process.exitCode = (await prove(options)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  process.stderr.write(`prove: ${error.message}\n`);
  process.exitCode = 2;
}
