import { seededRandom } from './random.ts';

export interface Company {
  name: string;
  /** Below `.test`, which no resolver knows (RFC 2606). */
  domain: string;
}

const FIRST = [
  'Amber',
  'Birch',
  'Copper',
  'Delta',
  'Ember',
  'Fjord',
  'Granite',
  'Harbour',
  'Iris',
  'Juniper',
];
const SECOND = ['Assurance', 'Bank', 'Freight', 'Grid', 'Instruments', 'Logistics', 'Payments', 'Telemetry'];
const FORM = ['AG', 'BV', 'Ltd', 'Oy', 'SA'];

/** `count` companies with names that differ and domains that follow from them. */
export function companies({ seed, count }: { seed: number; count: number }): Company[] {
  const random = seededRandom(seed);
  const pairs = FIRST.flatMap((first) => SECOND.map((second) => ({ first, second })));
  if (count > pairs.length) throw new RangeError(`at most ${pairs.length} companies`);
  return random
    .shuffled(pairs)
    .slice(0, count)
    .map(({ first, second }) => ({
      name: `${first} ${second} ${random.pick(FORM)}`,
      domain: `${first}-${second}.test`.toLowerCase(),
    }));
}
