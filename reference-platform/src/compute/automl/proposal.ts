import type { AlgorithmDescription, ParameterDescription } from '../../algorithm-catalogue/catalogue.ts';
import { randomStream } from '../algorithms/random.ts';
import type { AlgorithmId, AlgorithmParameters } from '../protocol.ts';

/** What a trial tries. */
export interface Proposal {
  readonly algorithm: AlgorithmId;
  readonly parameters: AlgorithmParameters;
}

/** A finished trial; `value` is the metric that is searched for, null where the trial failed. */
export interface TriedProposal extends Proposal {
  readonly value: number | null;
}

/** Draws that may repeat what was tried before another algorithm is taken. */
const MOST_DRAWS = 20;

/**
 * What the next trial tries; null where everything that can be drawn was tried. The first trials are each algorithm at
 * its defaults. After them come rounds of as many trials as there are algorithms: each round halves the number of
 * algorithms that are left (the best stay, as in successive halving: Jamieson and Talwalkar 2016) and the width of the
 * ranges around the best parameters of each. Depends on the seed and the trials before it alone.
 */
export function proposeTrial(
  space: readonly AlgorithmDescription[],
  seed: number,
  tried: readonly TriedProposal[],
): Proposal | null {
  const fresh = space[tried.length];
  if (fresh !== undefined) return { algorithm: fresh.id, parameters: defaultsOf(fresh) };

  const sinceDefaults = tried.length - space.length;
  const round = Math.floor(sinceDefaults / space.length);
  const random = randomStream(seed, tried.length);
  const ranked = [...space].sort((a, b) => bestOf(tried, b.id).value - bestOf(tried, a.id).value);
  const left = Math.max(1, Math.ceil(space.length / 2 ** round));
  // Those that are left take turns; the others are asked only when nothing new can be drawn from them.
  const turn = sinceDefaults % left;
  const order = [...ranked.slice(turn, left), ...ranked.slice(0, turn), ...ranked.slice(left)];
  for (const algorithm of order) {
    for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
      const parameters = drawAround(algorithm, bestOf(tried, algorithm.id).parameters, 0.5 ** round, random);
      if (!tried.some((trial) => isSame(trial, algorithm.id, parameters))) {
        return { algorithm: algorithm.id, parameters };
      }
    }
  }
  return null;
}

function defaultsOf(algorithm: AlgorithmDescription): AlgorithmParameters {
  return Object.fromEntries(algorithm.parameters.map((parameter) => [parameter.name, parameter.default]));
}

/** The best trial of an algorithm so far, the earlier one of equals; a failed one is worse than any. */
function bestOf(
  tried: readonly TriedProposal[],
  algorithm: AlgorithmId,
): { value: number; parameters: AlgorithmParameters } {
  let best = { value: Number.NEGATIVE_INFINITY, parameters: {} as AlgorithmParameters };
  for (const trial of tried) {
    if (trial.algorithm !== algorithm || trial.value === null || trial.value <= best.value) continue;
    best = { value: trial.value, parameters: trial.parameters };
  }
  return best;
}

function drawAround(
  algorithm: AlgorithmDescription,
  centre: AlgorithmParameters,
  width: number,
  random: () => number,
): AlgorithmParameters {
  return Object.fromEntries(
    algorithm.parameters.map((parameter) => [
      parameter.name,
      drawValue(parameter, centre[parameter.name] ?? parameter.default, width, random),
    ]),
  );
}

/** A value from the part of the range that is `width` of it and holds `centre`; wide ranges on a logarithmic scale. */
function drawValue(
  parameter: ParameterDescription,
  centre: number | string,
  width: number,
  random: () => number,
): number | string {
  const draw = random();
  if (parameter.type === 'enum') {
    const pick = parameter.values[Math.floor(random() * parameter.values.length)] ?? parameter.default;
    return draw < width ? pick : centre;
  }
  const { minimum, maximum, type } = parameter;
  const isWide = minimum > 0 && maximum / minimum >= 10;
  const scaled = (value: number) => (isWide ? Math.log(value) : value);
  const [low, high] = [scaled(minimum), scaled(maximum)];
  const middle = scaled(typeof centre === 'number' ? centre : parameter.default);
  const from = Math.max(low, middle - (width * (high - low)) / 2);
  const to = Math.min(high, middle + (width * (high - low)) / 2);
  const point = from + draw * (to - from);
  const value = isWide ? Math.exp(point) : point;
  const rounded = type === 'integer' ? Math.round(value) : value;
  return Math.min(maximum, Math.max(minimum, rounded));
}

function isSame(trial: Proposal, algorithm: AlgorithmId, parameters: AlgorithmParameters): boolean {
  return (
    trial.algorithm === algorithm &&
    Object.entries(parameters).every(([name, value]) => trial.parameters[name] === value)
  );
}
