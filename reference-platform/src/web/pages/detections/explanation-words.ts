import { type Standing, standingOf, type UsualRange } from '../../charts/usual-range.ts';
import { figure, score, share } from '../../format/numbers.ts';
import type { ExplainedRow } from '../../shapes/detection.ts';

const wordings: Readonly<Record<Standing, (value: string, usual: string) => string>> = {
  missing: (_value, usual) => `missing; usual is ${usual}`,
  below: (value, usual) => `${value} is below the usual ${usual}`,
  within: (value, usual) => `${value} is within the usual ${usual}`,
  above: (value, usual) => `${value} is above the usual ${usual}`,
};

/** A value and what is usual for it: `9.1 is above the usual 1 to 5, typically 3`. */
export function rangeInWords(range: UsualRange): string {
  const { value, low, typical, high } = range;
  const usual =
    low === high ? figure(typical) : `${figure(low)} to ${figure(high)}, typically ${figure(typical)}`;
  return wordings[standingOf(range)](figure(value), usual);
}

/** A row’s score and the column that sets it apart most. */
export function rowInWords({ score: own, label, features }: ExplainedRow, threshold: number): string {
  const scored = `Its score ${score(own)} is ${label === 1 ? 'above' : 'not above'} the threshold ${score(threshold)}.`;
  const [most] = features;
  if (most === undefined || most.contribution === 0)
    return `${scored} None of its values is away from the typical one.`;
  return `${scored} ${most.column} stands out most, with ${share(most.contribution)} of the distance from typical values.`;
}
