import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environment, ROOT } from '../config/environment.ts';
import { readBaseline, writeBaseline } from '../load/comparison/baseline.ts';
import {
  type Comparison,
  CONFIDENCE,
  compareRounds,
  type Round,
  worstOf,
} from '../load/comparison/compare.ts';
import { describeComparison } from '../load/comparison/describe.ts';
import { measureInTurns } from '../load/comparison/in-turns.ts';
import { machineClass } from '../load/comparison/machine-class.ts';
import { type MeasuredTarget, openTarget } from './load-compare/measured-target.ts';
import { type CompareRequest, HELP, readRequest } from './load-compare/options.ts';

// `npm run load:compare -- A B`: which of two targets is slower, measured in turns; or a baseline recorded, or compared with.

const RESULT = path.join(ROOT, 'reports', 'load', 'comparison.json');
const BASELINE = 'baseline';
const WARM_UP_SECONDS = 2;

try {
  process.exitCode = await answer(readRequest(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function answer(request: CompareRequest): Promise<number> {
  if (request.kind === 'help') {
    console.log(HELP);
    return 0;
  }
  const machine = machineClass();
  if (request.kind === 'record') {
    const rounds = await using([request.target], async ([target]) => roundsOf(target, request));
    const file = writeBaseline({
      machineClass: machine,
      madeAt: new Date().toISOString(),
      target: request.target,
      rounds,
    });
    console.log(`${rounds.length} rounds recorded in ${path.relative(ROOT, file)}`);
    return 0;
  }
  const { first, second, rounds, seconds, tolerance } = request;
  const against = first === BASELINE ? readBaseline(machine).rounds : null;
  const measured = await using([...(against === null ? [first] : []), second], async (targets) => {
    if (against !== null) return { first: against, second: await roundsOf(targets[0], request) };
    return measureInTurns(rounds, async (which, round) => {
      const measured = await targetOf(targets[which === 'first' ? 0 : 1]).measure(seconds);
      console.log(`round ${round + 1} of ${rounds}, ${which}: ${textOf(measured)}`);
      return measured;
    });
  });
  const operations = compareRounds(measured.first, measured.second, { tolerance });
  const comparison: Comparison = {
    madeAt: new Date().toISOString(),
    machineClass: machine,
    first,
    second,
    rounds,
    interleaved: against === null,
    confidence: CONFIDENCE,
    tolerance,
    verdict: worstOf(operations),
    operations,
  };
  mkdirSync(path.dirname(RESULT), { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify(comparison, null, 2)}\n`);
  console.log(`\n${describeComparison(comparison)}\n\n${path.relative(ROOT, RESULT)}`);
  return comparison.verdict === 'worse' ? 1 : 0;
}

async function roundsOf(
  target: MeasuredTarget | undefined,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Round[]> {
  const measured: Round[] = [];
  while (measured.length < rounds) {
    const round = await targetOf(target).measure(seconds);
    measured.push(round);
    console.log(`round ${measured.length} of ${rounds}: ${textOf(round)}`);
  }
  return measured;
}

/** Opens targets, lends them out and closes them again, whatever happens. */
async function using<Result>(
  names: readonly string[],
  work: (targets: readonly MeasuredTarget[]) => Promise<Result>,
): Promise<Result> {
  const opened: MeasuredTarget[] = [];
  try {
    for (const name of names) opened.push(await openTarget(name, environment.operator));
    // The first round of a fresh platform is another one's: code not yet compiled, connections not yet open. It is thrown away.
    for (const target of opened) await target.measure(WARM_UP_SECONDS);
    return await work(opened);
  } finally {
    for (const target of opened) await target.close();
  }
}

function targetOf(target: MeasuredTarget | undefined): MeasuredTarget {
  if (target === undefined) throw new Error('there is no target');
  return target;
}

function textOf(round: Round): string {
  return Object.entries(round)
    .map(([operation, ms]) => `${operation} ${ms.toFixed(1)} ms`)
    .join(', ');
}
