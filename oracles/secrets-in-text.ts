import { SECRET_FORMS, type TextForm } from './secret-forms.ts';

/** What a file that everybody gets must not tell either. */
const INTERNAL_ADDRESS: TextForm = {
  name: 'an internal address',
  pattern: /\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}(?:\.\d{1,3})?\b/,
};

const FORMS: readonly TextForm[] = [...Object.values(SECRET_FORMS), INTERNAL_ADDRESS];

/** Bits of entropy a character from which on a long word counts as chance: base64 of random bytes has about 5.3 at 64 characters. */
const CHANCE_BITS = 4.8;
const WORD = /["'`]([A-Za-z0-9+/_=-]{40,200})["'`]/g;

/** What in a text looks like a secret: by its form, or because it is long and looks like chance. Name and beginning of each. */
export function secretsIn(text: string): string[] {
  const formed = FORMS.flatMap(({ name, pattern }) =>
    [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(
      ([found]) => `${name}: ${found.slice(0, 24)}`,
    ),
  );
  const chance = [...text.matchAll(WORD)]
    .map(([, word = '']) => word)
    .filter((word) => entropyOf(word) >= CHANCE_BITS && !isAlphabet(word))
    .map((word) => `looks like chance: ${word.slice(0, 24)}`);
  return [...formed, ...chance];
}

/** Shannon entropy in bits a character. */
function entropyOf(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / word.length) * Math.log2(count / word.length),
    0,
  );
}

/** Whether a word has each of its characters once, as the alphabet of an encoding does. */
function isAlphabet(word: string): boolean {
  return new Set(word).size === word.length;
}
