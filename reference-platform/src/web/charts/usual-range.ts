/** A value beside the range that is usual for it; the value is null where it is missing. */
export interface UsualRange {
  readonly value: number | null;
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

/** Where a value stands to its usual range. */
export type Standing = 'missing' | 'below' | 'within' | 'above';

/** How far the picture goes on beyond what it shows, as a share of that. */
const MARGIN = 0.08;

/** Where the value of `range` stands; the ends of the range are usual. */
export function standingOf({ value, low, high }: UsualRange): Standing {
  if (value === null) return 'missing';
  if (value < low) return 'below';
  return value > high ? 'above' : 'within';
}

/** The positions of a range on a line from 0 to 1 that holds all of it and the value. */
export function placed(range: UsualRange): UsualRange {
  const shown = [range.low, range.high, range.typical, range.value ?? range.typical];
  // Halves, because the distance between the largest numbers is itself no number.
  const least = Math.min(...shown) / 2;
  const span = Math.max(...shown) / 2 - least;
  const place = (value: number) =>
    span === 0 ? 0.5 : MARGIN + (1 - 2 * MARGIN) * ((value / 2 - least) / span);
  return {
    value: range.value === null ? null : place(range.value),
    low: place(range.low),
    typical: place(range.typical),
    high: place(range.high),
  };
}
