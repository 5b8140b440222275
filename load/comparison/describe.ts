import type { Comparison, OperationComparison } from './compare.ts';

const times = (value: number): string => `${value.toFixed(2)} ×`;

/** A comparison as a table for the terminal, and the verdict in a sentence. */
export function describeComparison(comparison: Comparison): string {
  const { first, second, rounds, interleaved, confidence, tolerance, verdict, operations } = comparison;
  const widest = Math.max(...operations.map(({ operation }) => operation.length));
  const rows = operations.map(
    ({ operation, firstMs, secondMs, ratio, interval: [low, high], verdict: own }: OperationComparison) =>
      `  ${operation.padEnd(widest)}  ${firstMs.toFixed(2).padStart(8)} ms  ${secondMs.toFixed(2).padStart(8)} ms  ${times(ratio).padStart(8)}  ${times(low)} to ${times(high)}  ${own}`,
  );
  const worse = operations.filter((operation) => operation.verdict === 'worse').length;
  const share = `${(100 * tolerance).toFixed(0)} %`;
  const sentence = {
    worse: `WORSE: ${worse} of ${operations.length} operations take more than ${share} longer`,
    unclear: `UNCLEAR: the rounds differ too much to tell; more of them (--rounds), or a calmer machine`,
    better: `BETTER: some operations take less time, none takes longer`,
    same: `SAME: no operation takes more than ${share} longer or shorter`,
  }[verdict];
  return [
    `first   ${first}`,
    `second  ${second}`,
    `${rounds} rounds each, ${interleaved ? 'in turns' : 'the first recorded earlier'}; medians; intervals with ${(100 * confidence).toFixed(0)} % confidence`,
    ...rows,
    sentence,
  ].join('\n');
}
