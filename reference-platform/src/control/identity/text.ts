import { z } from 'zod';
import { problem } from '../../http/problem.ts';
import { isCommonPassword, isMadeOfKnownWords } from './weak-passwords.ts';

// Control characters are in no name, and PostgreSQL takes no NUL; half a surrogate pair cannot be stored as UTF-8.
const isPlain = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text);

/** A name that people read: `min` to `max` characters, not blank, no control characters. */
export function nameText(min: number, max: number) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine(isPlain, 'Control characters are not allowed')
    .refine((text) => text.trim() !== '', 'Must not be blank');
}

/** An e-mail address, taken in lower case. */
export const emailText = z.email().max(254).toLowerCase();

/**
 * A password that is to be set: its length counts, and that it is not among those that are tried first; no mix of characters
 * is asked for (NIST SP 800-63B). Half a surrogate pair would be hashed as any other half.
 */
export const newPassword = z
  .string()
  .min(12)
  .max(128)
  .refine((text) => !/\p{Cs}/u.test(text), 'Must be well-formed text')
  .refine((text) => !isCommonPassword(text), 'Too common: it is among the first that are tried');

/** Throws 422 at the field where a new password is mostly made of what others know of its user. */
export function refuseKnownWords(password: string, pointer: string, known: readonly string[]): void {
  if (!isMadeOfKnownWords(password, known)) return;
  const detail = 'Too easy to guess: it is mostly names that others know';
  throw problem.invalid([{ pointer, detail }]);
}

/** A password that is to be checked: never refused for its form, only for its size. */
export const givenPassword = z.string().min(1).max(128);

/** What a list is searched for. */
export const searchText = z.string().min(1).max(200).refine(isPlain, 'Control characters are not allowed');

/** A LIKE pattern that finds the text anywhere, with its wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
}
