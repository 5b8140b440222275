import { stages } from '../arrivals/plan.ts';
import { noErrors, p95AtMostTwice } from '../budgets/relative.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { type ListInput, listDatasets } from './list-datasets.ts';

interface Flood {
  flooder: LoadActor;
}

/** A tenant that asks far more often than its plan allows: it gets its answer, or is told to come later. */
export const begin: Begin<Flood> = async ({ input: { flooder }, client }) => {
  const api = await client(flooder);
  return async () => {
    const answer = await api.datasets.list();
    if (answer.ok || answer.status === 429) return;
    throw new UnexpectedAnswer(`status ${answer.status}`);
  };
};

/**
 * The flood begins with what its plan still allows, all at once, and that is served like anybody's: the victim is held to what an
 * operation may take. Then it is refused, and must not be felt.
 */
const ONSET_MS = 1_000;
/** Arrivals a second that warm the flood's code up and leave it some of its minute's allowance. */
const FEW = 20;

export interface Neighbours {
  victim: ListInput;
  flooder: LoadActor;
  /** Of the victim `alone`, and `beside` the flood once that is refused. */
  durationMs: number;
  victimRate: number;
  floodRate: number;
}

/** The victim's workload, whose second phase is beside the flood, and the flood's. */
export function noisyNeighbour({
  victim,
  flooder,
  durationMs,
  victimRate,
  floodRate,
}: Neighbours): Workload[] {
  const phases = (warmUpRate: number, alone: number, flooded: number) =>
    stages(
      [
        { name: 'alone', rate: alone, durationMs },
        { name: 'onset', rate: flooded, durationMs: ONSET_MS },
        { name: 'beside', rate: flooded, durationMs },
      ],
      { warmUpRate },
    );
  return [
    {
      ...listDatasets(victim, phases(victimRate, victimRate, victimRate)),
      question: 'Does a tenant notice that another one floods the platform?',
      budgets: [
        p95AtMostTwice('beside', 'alone'),
        p95Of('latency', 'beside'),
        p95Of('operation', 'onset'),
        errorsUnderOnePercent,
        noErrors('a limit is a tenant’s own (catalogue: AZO-11)', 'status 429'),
      ],
    },
    {
      question: 'Is the flood refused, and nothing worse?',
      arrivals: phases(FEW, 0, floodRate),
      flow: { module: import.meta.url, input: { flooder } satisfies Flood },
      budgets: [errorsUnderOnePercent, p95Of('errorCase', 'beside')],
    },
  ];
}
