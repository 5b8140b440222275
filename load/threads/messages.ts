import type { Share } from '../arrivals/arrival-stream.ts';
import type { Offer } from '../engine/offer.ts';
import type { GeneratorTally } from '../engine/generator.ts';
import type { FlowReference } from '../engine/workload.ts';
import type { OperationTally } from '../figures/operation-tally.ts';
import type { SecondTally } from '../figures/second-tally.ts';

/** What a thread is started with. */
export interface ThreadTask {
  targetUrl: string;
  policyFile: string | null;
  share: Share;
  workloads: { offer: Offer; flow: FlowReference }[];
}

/** `task` comes first, and once; `begin` sets the beginning of the run, as time of the day in milliseconds of the Unix epoch. */
export type ToThread =
  { kind: 'task'; task: ThreadTask } | { kind: 'begin'; beginsAt: number } | { kind: 'abort' };

/** What a generator thread counted of each workload, in the order of the task. */
export interface ThreadTally {
  generator: GeneratorTally;
  operations: OperationTally[];
}

export type FromThread =
  | { kind: 'ready' }
  | { kind: 'second'; workload: number; tally: SecondTally }
  | { kind: 'done'; tallies: ThreadTally[] };
