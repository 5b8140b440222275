import { z } from 'zod';
import { medianOf, rankTest } from './rank-test.ts';

/** What each round of a target came to: the median time of each operation, in milliseconds. */
export type Round = Record<string, number>;

/** How the second target does against the first. `unclear`: the rounds differ too much among themselves to tell. */
const verdictSchema = z.enum(['same', 'worse', 'better', 'unclear']);
export type Verdict = z.infer<typeof verdictSchema>;

const operationSchema = z.strictObject({
  /** Id of the operation, for example `datasets.list`. */
  operation: z.string(),
  /** Median of the rounds' medians, in milliseconds. */
  firstMs: z.number(),
  secondMs: z.number(),
  /** How many times as long the second target takes. */
  ratio: z.number(),
  /** That of the ratio, with `confidence`. */
  interval: z.tuple([z.number(), z.number()]),
  /** Of the rank test: how often chance alone would part the rounds as much. */
  pValue: z.number(),
  verdict: verdictSchema,
});
export type OperationComparison = z.infer<typeof operationSchema>;

/**
 * The file `reports/load/comparison.json`. A gate needs no more than `verdict`, and for its text the operations whose own is
 * `worse`, with `ratio` and `interval`; `machineClass` and `madeAt` say whether it is about this machine and today.
 */
export const comparisonSchema = z.strictObject({
  madeAt: z.iso.datetime(),
  /** Where it was measured, as in the names of `load/baselines/`. */
  machineClass: z.string(),
  first: z.string(),
  second: z.string(),
  /** Rounds of each target. */
  rounds: z.int(),
  /** Whether both were measured in turns in one run; a recorded baseline was not. */
  interleaved: z.boolean(),
  confidence: z.number(),
  /** What the second may be worse by: 0.2 is a fifth. */
  tolerance: z.number(),
  /** The worst of its operations: `worse`, else `unclear`, else `better`, else `same`. */
  verdict: verdictSchema,
  operations: z.array(operationSchema).min(1),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** No more than 20 % worse than the baseline (Comprehensive End-to-End Integration Testing, Quality Gates). */
export const TOLERANCE = 0.2;
export const CONFIDENCE = 0.99;

export interface CompareOptions {
  tolerance?: number;
  confidence?: number;
}

/**
 * Compares the rounds of two targets, operation by operation. An operation is `worse` where it takes longer by more than the
 * tolerance, and surely longer: the whole interval lies above 1. Throws a `RangeError` where they have no operation in common.
 */
export function compareRounds(
  first: readonly Round[],
  second: readonly Round[],
  { tolerance = TOLERANCE, confidence = CONFIDENCE }: CompareOptions = {},
): OperationComparison[] {
  const names = Object.keys(first[0] ?? {}).filter((name) => second.some((round) => name in round));
  if (names.length === 0) throw new RangeError('the two have no operation in common');
  return names.map((operation) => {
    const [a, b] = [first, second].map((rounds) => rounds.flatMap((round) => round[operation] ?? []));
    const test = rankTest(a ?? [], b ?? [], confidence);
    return {
      operation,
      firstMs: medianOf((a ?? []).toSorted((x, y) => x - y)),
      secondMs: medianOf((b ?? []).toSorted((x, y) => x - y)),
      ...test,
      verdict: verdictOf(test, 1 + tolerance),
    };
  });
}

/** The verdict on the whole. */
export function worstOf(operations: readonly OperationComparison[]): Verdict {
  const order: readonly Verdict[] = ['worse', 'unclear', 'better', 'same'];
  return order.find((verdict) => operations.some((operation) => operation.verdict === verdict)) ?? 'unclear';
}

function verdictOf(
  { ratio, interval: [low, high] }: Pick<OperationComparison, 'ratio' | 'interval'>,
  most: number,
): Verdict {
  if (ratio > most && low > 1) return 'worse';
  if (ratio < 1 / most && high < 1) return 'better';
  return low >= 1 / most && high <= most ? 'same' : 'unclear';
}
