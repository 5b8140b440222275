import { z } from 'zod';

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

/** A password that is to be set: length alone counts (NIST SP 800-63B). */
export const newPassword = z.string().min(12).max(128);

/** A password that is to be checked: never refused for its form, only for its size. */
export const givenPassword = z.string().min(1).max(128);

/** What a list is searched for. */
export const searchText = z.string().min(1).max(200).refine(isPlain, 'Control characters are not allowed');

/** A LIKE pattern that finds the text anywhere, with its wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}%`;
}
