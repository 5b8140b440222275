import { seededRandom } from './random.ts';

export interface Person {
  name: string;
  /** Below `.test`, which no mail server knows (RFC 2606). */
  email: string;
}

const GIVEN = [
  'Aino',
  'Bram',
  'Chiara',
  'Dmitri',
  'Élodie',
  'Farid',
  'Greta',
  'Hana',
  'Ivo',
  'Jun',
  'Kwame',
  'Łucja',
];
const FAMILY = [
  'Åberg',
  'Brandt',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'García',
  'Horváth',
  "O'Neill",
  'Sato',
];

/** `count` people with names that differ, letters beyond ASCII among them, and ASCII e-mail addresses. */
export function people({
  seed,
  count,
  domain = 'example.test',
}: {
  seed: number;
  count: number;
  domain?: string;
}): Person[] {
  const random = seededRandom(seed);
  const pairs = GIVEN.flatMap((given) => FAMILY.map((family) => ({ given, family })));
  if (count > pairs.length) throw new RangeError(`at most ${pairs.length} people`);
  return random
    .shuffled(pairs)
    .slice(0, count)
    .map(({ given, family }) => ({
      name: `${given} ${family}`,
      email: `${ascii(given)}.${ascii(family)}@${domain}`,
    }));
}

/** Lower case, accents and apostrophes dropped. */
function ascii(text: string): string {
  return text
    .replaceAll('Ł', 'L')
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
