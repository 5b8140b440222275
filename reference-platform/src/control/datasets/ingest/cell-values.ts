const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const EXPONENT = 0x65;
const LOWER_CASE = 0x20;

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** No cell that is a number or a time is longer; longer ones are strings. */
const LONGEST_NUMBER = 400;

/**
 * The finite decimal number that a cell spells (`-12`, `.5`, `1.5e-3`), or NaN where it spells none. No blanks, no
 * hexadecimal, no `NaN` or `Infinity`; what is beyond the range of float64 is no number.
 *
 * A mantissa of at most 15 digits and a power of ten up to 22 are exact in float64, so one operation rounds right
 * (Clinger 1990, "How to read floating point numbers accurately"); all else is left to `Number`.
 */
export function numberOf(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at += 1;
  let mantissa = 0;
  let digits = 0;
  let significant = 0;
  let fraction = 0;
  let inFraction = false;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      digits += 1;
      mantissa = mantissa * 10 + (byte - ZERO);
      if (mantissa !== 0) significant += 1;
      if (inFraction) fraction += 1;
    } else if (byte === POINT && !inFraction) {
      inFraction = true;
    } else {
      break;
    }
  }
  if (digits === 0) return NaN;
  if (at < end && !isExponent(bytes, at, end)) return NaN;
  if (at < end || significant > 15 || fraction > 22) {
    if (end - start > LONGEST_NUMBER) return NaN;
    const value = Number(bytes.toString('latin1', start, end));
    return Number.isFinite(value) ? value : NaN;
  }
  const magnitude = fraction === 0 ? mantissa : mantissa / (POWERS_OF_TEN[fraction] ?? 1);
  return sign === MINUS ? -magnitude : magnitude;
}

function isExponent(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  if (((bytes[at] ?? 0) | LOWER_CASE) !== EXPONENT) return false;
  at += 1;
  if (bytes[at] === MINUS || bytes[at] === PLUS) at += 1;
  if (at >= end) return false;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return false;
  }
  return true;
}

/** 1 for `true`, 0 for `false` (in any case), NaN for all else. */
export function booleanOf(bytes: Buffer, start: number, end: number): number {
  const length = end - start;
  if (length !== 4 && length !== 5) return NaN;
  const text = bytes.toString('latin1', start, end).toLowerCase();
  if (text === 'true') return 1;
  return text === 'false' ? 0 : NaN;
}

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2})?)?)?$/;

/**
 * The time in ms since 1970 UTC that an ISO-8601 text names (a date, or date and time; without an offset it is
 * UTC; finer than a millisecond is cut off), or NaN where it names none, such as 30 February.
 */
export function timeOf(text: string): number {
  const parts = ISO_8601.exec(text);
  if (parts === null) return NaN;
  const part = (group: number): number => Number(parts[group] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (hour > 23 || minute > 59 || second > 59 || part(10) > 23 || part(11) > 59) return NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return NaN;
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (part(10) * 60 + part(11)) * (parts[9] === '-' ? -1 : 1);
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds;
}

/** As `timeOf`, of the bytes of a cell. */
export function timeOfCell(bytes: Buffer, start: number, end: number): number {
  const length = end - start;
  // The shortest is 2026-11-21, the longest has nine digits of a second and an offset.
  if (length < 10 || length > 35 || bytes[start + 4] !== MINUS) return NaN;
  return timeOf(bytes.toString('latin1', start, end));
}
