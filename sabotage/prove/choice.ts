import { createHash } from 'node:crypto';
import { OptionError, type ProveOptions } from './options.ts';
import type { Defect } from './trial.ts';

type Choice = Pick<ProveOptions, 'families' | 'area' | 'ids' | 'sample' | 'seed' | 'shard'>;

/** The defects that the options ask for, in the order of the population. Throws an OptionError where they name none. */
export function chosen<Known extends Defect>(population: readonly Known[], options: Choice): Known[] {
  const { families, area, ids, sample, seed, shard } = options;
  if (area !== null && !population.some((known) => known.area === area)) {
    const areas = [...new Set(population.map((known) => known.area))].sort();
    throw new OptionError(`--area ${area}: there is none; choose among ${areas.join(', ')}`);
  }
  const named = ids.map((pattern) => ({ pattern, matches: matcherOf(pattern) }));
  for (const { pattern, matches } of named) {
    if (population.some(({ id }) => matches.test(id))) continue;
    throw new OptionError(`--defect ${pattern}: there is none; --list names them all`);
  }
  const wanted = population.filter(
    (known) =>
      (families.length === 0 || families.includes(known.family)) &&
      (area === null || known.area === area) &&
      (named.length === 0 || named.some(({ matches }) => matches.test(known.id))),
  );
  const drawn = sample === null ? wanted : inOrderOf(wanted, sampled(wanted, sample, seed));
  return shard === null ? drawn : drawn.filter((_, index) => index % shard.count === shard.index - 1);
}

/** An id, in which `*` stands for anything. */
function matcherOf(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}

/** As many of them as asked for, by a chance that the seed decides and that a grown population hardly changes. */
function sampled<Known extends Defect>(wanted: readonly Known[], count: number, seed: number): Set<Known> {
  const lot = ({ id }: Defect) => createHash('sha256').update(`${seed}/${id}`).digest('hex');
  const byLot = wanted.map((known) => ({ known, lot: lot(known) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
  return new Set(byLot.slice(0, count).map(({ known }) => known));
}

function inOrderOf<Known>(all: readonly Known[], some: ReadonlySet<Known>): Known[] {
  return all.filter((known) => some.has(known));
}
