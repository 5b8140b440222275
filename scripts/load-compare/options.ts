import { parseArgs } from 'node:util';
import { TOLERANCE } from '../../load/comparison/compare.ts';

/** What `npm run load:compare` is asked for. */
export type CompareRequest =
  | { kind: 'help' }
  | { kind: 'compare'; first: string; second: string; rounds: number; seconds: number; tolerance: number }
  | { kind: 'record'; target: string; rounds: number; seconds: number };

export const HELP = `Compares two targets under load, in turns in one run, so that the machine plays no part.

Usage: npm run load:compare -- FIRST SECOND [options]
       npm run load:compare -- --record TARGET [options]

A target is the address of a platform (http://…; OPERATOR_EMAIL and OPERATOR_PASSWORD are its operator's), or the folder of a
reference platform (a clone's reference-platform/), which is started. FIRST may be "baseline": what was recorded for this class of
machine in load/baselines/, which is compared without turns and so says less.

  --record          record TARGET as the baseline of this class of machine
  --rounds N        rounds of each target (default 10; at least 5: 99 % confidence needs them)
  --seconds S       measured seconds a round, after two of warm-up (default 2)
  --tolerance T     share by which SECOND may be worse (default ${TOLERANCE})
  --help            print this

Result: reports/load/comparison.json. Exit code: 0, or 1 when SECOND is worse, 2 when nothing could be compared.
`;

/** A wrong option, said in one line. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** Fewer rounds cannot part two targets with 99 % confidence, however far apart they are. */
const LEAST_ROUNDS = 5;

/** Reads the command line. Throws an OptionError. */
export function readRequest(args: readonly string[]): CompareRequest {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  const rounds = number('--rounds', values.rounds, LEAST_ROUNDS);
  const seconds = number('--seconds', values.seconds, 1);
  if (values.record) {
    const [target, ...rest] = positionals;
    if (target === undefined || rest.length > 0) throw new OptionError('--record takes one target');
    return { kind: 'record', target, rounds, seconds };
  }
  const [first, second, ...rest] = positionals;
  if (first === undefined || second === undefined || rest.length > 0)
    throw new OptionError(
      `two targets are compared, not ${positionals.length}; --help says what a target is`,
    );
  return {
    kind: 'compare',
    first,
    second,
    rounds,
    seconds,
    tolerance: number('--tolerance', values.tolerance, 0),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        record: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '10' },
        seconds: { type: 'string', default: '2' },
        tolerance: { type: 'string', default: String(TOLERANCE) },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function number(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || text.trim() === '')
    throw new OptionError(`${name} ${text} is not a number of at least ${least}`);
  return value;
}
