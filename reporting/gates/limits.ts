import { z } from 'zod';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** `95 %`, read as 0.95. */
export const shareSchema = z
  .string()
  .regex(/^\d+(?:\.\d+)? %$/, 'is no share: write it as 95 %')
  .transform((text) => Number.parseFloat(text) / 100)
  .refine((share) => share <= 1, 'is more than 100 %');

/** `20 %`, read as 0.2; may be more than 100 %. */
export const excessSchema = z
  .string()
  .regex(/^\d+(?:\.\d+)? %$/, 'is no share: write it as 20 %')
  .transform((text) => Number.parseFloat(text) / 100);

/** `25 min`, read as milliseconds. */
export const minutesSchema = z
  .string()
  .regex(/^\d+(?:\.\d+)? min$/, 'is no duration: write it as 25 min')
  .transform((text) => Number.parseFloat(text) * MINUTE_MS);

/** `14 days`, read as milliseconds. */
export const daysSchema = z
  .string()
  .regex(/^\d+ days?$/, 'is no number of days: write it as 14 days')
  .transform((text) => Number.parseInt(text, 10) * DAY_MS);

/** `97.3 %`; never rounded up to 100 %, nor to a limit that was missed by less than that. */
export function percent(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-9);
  return `${tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1)} %`;
}

/** `21.4 % slower`, rounded up, so that what is over a limit never looks like it; `3 % faster`, rounded down. */
export function slower(ratio: number): string {
  const tenths = Math.ceil((ratio - 1) * 1000 - 1e-9);
  return tenths >= 0 ? `${tenths / 10} % slower` : `${-tenths / 10} % faster`;
}

/** `12.4 min`, rounded up, so that what is over a limit never looks like it. */
export function minutes(ms: number): string {
  const tenths = Math.ceil((ms / MINUTE_MS) * 10 - 1e-9);
  return `${tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1)} min`;
}

/** `14 days`. */
export function days(ms: number): string {
  const count = Math.floor(ms / DAY_MS);
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}
