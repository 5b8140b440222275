/** What became of a gate; one that could not be judged has not been passed. */
export type GateVerdict = 'passed' | 'failed' | 'not judged';

/** A gate with what the run has shown of it. */
export interface Judgement {
  /** `success of integration`. */
  gate: string;
  /** What was measured, in its unit; `–` where nothing was. */
  figure: string;
  /** `at least 90 %`. */
  limit: string;
  verdict: GateVerdict;
  /** Why it was not judged. */
  why: string | null;
  /** What broke it, by name. */
  details: readonly string[];
}

/** Why most gates are not judged. */
export const ONLY_PART = 'only part of the suite ran';

/** A gate that something was measured for. */
export function judged(
  gate: string,
  {
    figure,
    limit,
    holds,
    details = [],
  }: { figure: string; limit: string; holds: boolean; details?: readonly string[] },
): Judgement {
  return {
    gate,
    figure,
    limit,
    verdict: holds ? 'passed' : 'failed',
    why: null,
    details: holds ? [] : details,
  };
}

/** A gate of which nothing can be said. */
export function notJudged(
  gate: string,
  { figure = '–', limit, why }: { figure?: string; limit: string; why: string },
): Judgement {
  return { gate, figure, limit, verdict: 'not judged', why, details: [] };
}
