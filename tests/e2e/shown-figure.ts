/** A figure as the interface writes it: at most five significant digits, thousands parted by commas. */
export function figure(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 5 }).format(value);
}
