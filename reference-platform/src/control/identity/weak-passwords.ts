import { commonPasswords } from './common-passwords.ts';

/** What is left of a password without the words that others know must have so many letters and digits. */
const LEAST_OF_ONES_OWN = 8;
/** A shorter word stands in too many good passwords by chance. */
const SHORTEST_WORD = 4;
/** The product's own names. */
const OWN_WORDS = ['assay', 'anomaly', 'detector'];

/** A password as it is, and without the signs, or the digits too, with which people make a common one longer. */
function coresOf(password: string): string[] {
  const small = password.toLowerCase();
  return [
    small,
    small.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
    small.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''),
  ];
}

/** Whether a password is a short piece over and over: `abcabcabcabc`. */
function isRepeated(password: string): boolean {
  return /^(.{1,6}?)\1+$/su.test(password.toLowerCase());
}

/** Whether a password stands on the list of common ones, as it is or made longer, or is one piece repeated. */
export function isCommonPassword(password: string): boolean {
  return coresOf(password).some((core) => commonPasswords.has(core)) || isRepeated(password);
}

/**
 * Whether a password is mostly made of what others know of its user: their names and address, the tenant's name, the
 * product's. Words of fewer than 4 letters do not count.
 */
export function isMadeOfKnownWords(password: string, known: readonly string[]): boolean {
  const texts = [...known, ...OWN_WORDS].map((text) => text.toLowerCase());
  const words = [...texts, ...texts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))]
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((left, right) => right.length - left.length);
  const small = password.toLowerCase();
  const own = words.reduce((rest, word) => rest.replaceAll(word, ' '), small);
  return own !== small && own.replaceAll(/[^\p{L}\p{N}]/gu, '').length < LEAST_OF_ONES_OWN;
}
