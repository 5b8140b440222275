import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { FAMILIES, type Family } from './trial.ts';

/** What `npm run prove` is asked for. */
export interface ProveOptions {
  /** Empty for all. */
  families: readonly Family[];
  area: string | null;
  /** Ids, in which `*` stands for anything; empty for all. */
  ids: readonly string[];
  sample: number | null;
  /** Of the sample; the same seed takes the same defects. */
  seed: number;
  /** The i-th of n parts, i from 1. */
  shard: { index: number; count: number } | null;
  /** Only what has changed since this commit. */
  changed: string | null;
  /** Files of tests that are tried behind the proxy; empty for all. */
  tests: readonly string[];
  /** Source mutants that are tried at a time: each keeps a platform, a runner and a worker busy. */
  lanes: number;
  resume: boolean;
  /** Says what would be tried, and tries nothing. */
  list: boolean;
}

/** What `--help` prints. */
export const HELP = `Proves the suite: puts defects between it and the platform, or into a copy of the platform, and says which it sees.

Usage: npm run prove -- [options]

  --family LIST      only these families: ${FAMILIES.join(', ')} (source: defects in the platform's source;
                     RQ, SW, RS, WS: what the proxy does to requests, calls, responses and sockets)
  --area NAME        only defects of this part of the platform, for example identity or datasets
  --defect LIST      only these, by id; * stands for anything: 'RQ-*:datasets.*'
  --sample N         N of the chosen ones, by chance
  --seed S           of that chance (default 1): the same seed takes the same defects
  --shard I/N        the I-th of N parts of the chosen ones
  --changed [REF]    only what has changed since REF (default HEAD): mutants and operations of the contract
  --tests LIST       of the defects behind the proxy, only those that these files of tests meet, by these files
  --lanes N          source mutants that are tried at a time (default: one a core)
  --resume           go on where an interrupted proof stopped
  --list             say what would be tried, and try nothing
  --help             print this

Results: reports/prove/index.html, reports/prove/kill-matrix.json, and a line a defect in reports/prove/results.jsonl.
Exit code: 0 when every defect was seen; 1 when one survived, a mutant is stale, or the suite is red without a defect.
`;

/** A wrong option, said in one line. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** Reads the command line. Throws an OptionError; gives `help` when that was asked for. */
export function readOptions(args: readonly string[]): ProveOptions | 'help' {
  const values = parsed(withDefaultReference(args));
  if (values.help) return 'help';
  return {
    families: listed(values.family).map(family),
    area: values.area ?? null,
    ids: listed(values.defect),
    sample: values.sample === undefined ? null : whole('--sample', values.sample, 1),
    seed: whole('--seed', values.seed, 0),
    shard: values.shard === undefined ? null : shard(values.shard),
    changed: values.changed ?? null,
    tests: listed(values.tests),
    lanes: values.lanes === undefined ? availableParallelism() : whole('--lanes', values.lanes, 1),
    resume: values.resume,
    list: values.list,
  };
}

/** Lists may be given at once, by commas, or one after the other. */
function listed(values: readonly string[] = []): string[] {
  return values.flatMap((value) => value.split(','));
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        family: { type: 'string', multiple: true },
        area: { type: 'string' },
        defect: { type: 'string', multiple: true },
        sample: { type: 'string' },
        seed: { type: 'string', default: '1' },
        shard: { type: 'string' },
        changed: { type: 'string' },
        tests: { type: 'string', multiple: true },
        lanes: { type: 'string' },
        resume: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    const [reason = 'wrong options'] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new OptionError(`${reason}; --help lists the options`);
  }
}

/** `parseArgs` knows no option whose value may be left out. */
function withDefaultReference(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const next = args[index + 1];
    return arg === '--changed' && (next === undefined || next.startsWith('--')) ? [arg, 'HEAD'] : [arg];
  });
}

function family(name: string): Family {
  const found = FAMILIES.find((known) => known.toLowerCase() === name.trim().toLowerCase());
  if (found === undefined) {
    throw new OptionError(`--family ${name}: is none; choose among ${FAMILIES.join(', ')}`);
  }
  return found;
}

function whole(option: string, text: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least)) throw new OptionError(`${option} ${text}: must be a whole number from ${least}`);
  return number;
}

function shard(text: string): NonNullable<ProveOptions['shard']> {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new OptionError(`--shard ${text}: must be I/N with I from 1 to N, for example 2/4`);
  }
  return { index, count };
}
