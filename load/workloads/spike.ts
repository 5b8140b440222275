import { stages } from '../arrivals/plan.ts';
import { noErrors, p95AtMostTwice } from '../budgets/relative.ts';
import { p95Of } from '../budgets/seeds.ts';
import type { Workload } from '../engine/workload.ts';
import { type ListInput, listDatasets } from './list-datasets.ts';

/** The time that a platform has to work off what a spike has left behind. */
const RECOVERY_MS = 5_000;
/** What a spike must not bring about, whatever it brings to wait: a fault of the platform, or a connection that it breaks off. */
const BROKEN = ['status 500', 'ECONNRESET', 'UND_ERR_SOCKET', 'contract violation'];
const source = 'design of the load project, Workloads and budgets: degrade by refusing, not by breaking';

/** A tenant's everyday lists, for a while at more than the platform can serve, then as before. */
export function spikeAndRecovery(
  input: ListInput,
  { rate, peak, durationMs }: { rate: number; peak: number; durationMs: number },
): Workload {
  return {
    ...listDatasets(
      input,
      stages([
        { name: 'before', rate, durationMs },
        { name: 'spike', rate: peak, durationMs },
        { name: 'recovery', rate, durationMs: RECOVERY_MS },
        { name: 'after', rate, durationMs },
      ]),
    ),
    question: 'Does the platform recover from a spike within 5 s, and break nothing in it?',
    budgets: [
      p95AtMostTwice('after', 'before'),
      p95Of('latency', 'after'),
      { ...noErrors(source), phase: 'after' },
      ...BROKEN.map((kind) => noErrors(source, kind)),
    ],
  };
}
