import type { Budget } from './budget.ts';

/** A fifth of what any answer may take: below it nobody waits, and half of it may be the generator's own lateness. */
const NOISE_MS = 40;

/** Holds the p95 of one phase to twice that of another in the same run, so that the machine plays no part. */
export function p95AtMostTwice(phase: string, ofPhase: string): Budget {
  return {
    figure: 'p95Ms',
    phase,
    limit: { times: 2, phase: ofPhase, least: NOISE_MS },
    source: 'design of the load project, Workloads and budgets: noisy neighbour',
  };
}

/** No error at all, or none of one kind: what a workload must never see, however seldom. */
export function noErrors(source: string, kind?: string): Budget {
  return { figure: 'errorRate', limit: 0, source, ...(kind === undefined ? {} : { kind }) };
}
