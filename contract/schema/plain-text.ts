/** The letter before the first. */
const FIRST = 7;

/**
 * A text of exactly `length` small letters that is neither a word nor one piece over and over, so that a field that refuses
 * easy passwords takes it as well. The same for the same length.
 */
export function plainText(length: number): string {
  let letter = FIRST;
  return Array.from({ length }, (_, index) => {
    letter = (letter * 5 + index + 3) % 26;
    return String.fromCharCode(97 + letter);
  }).join('');
}
