import type { Worker } from 'node:worker_threads';
import { offerOf, type Workload } from '../engine/workload.ts';
import { MachineWatch } from '../figures/machine-watch.ts';
import type { SecondFigures } from '../figures/second-tally.ts';
import { assemble } from '../measurement/assemble.ts';
import type { Measurement } from '../measurement/measurement.ts';
import type { TargetSample } from '../target/target-sample.ts';
import { GeneratorHost } from '../threads/generator-host.ts';
import { startThread } from '../threads/spare-thread.ts';
import { Seconds } from '../threads/seconds.ts';
import { type Guard, objectionTo } from './guard.ts';

/** From the call to the first arrival: so that all threads are told before it. */
const LEAD_MS = 50;

/** What a run is told, and what it tells. */
export interface RunOptions {
  targetUrl: string;
  /** The policy that answers are judged by; `null` for the repository's. */
  policyFile?: string | null;
  /** The process below which generator, target and its database are all found, so that strangers can be told from them. */
  ownRoot?: number;
  /** Gives a thread that was loaded ahead; without it one is started when it is needed. */
  takeThread?: () => Worker;
  /** Threads that generate; more than one where one core is not enough. Default 1. */
  threads?: number;
  /** Ends the run at once; what was measured so far is kept, and marked invalid. */
  signal?: AbortSignal;
  /** Ends it when the target has given up. */
  guard?: Guard;
  /** Asked each second for what the target says of itself. */
  sampleTarget?: (atMs: number) => Promise<TargetSample>;
  /** Told each second what a workload came to in it. */
  onSecond?: (workload: Workload, figures: SecondFigures, target: TargetSample | null) => void;
}

/**
 * Offers workloads at once, on threads of their own, and measures each. A flow that cannot be prepared, or a generator that
 * dies, throws, as does a run that is ended before its first arrival; a target that answers wrongly or not at all is what the measurements tell of.
 */
export async function offerWorkloads(
  workloads: readonly Workload[],
  options: RunOptions,
): Promise<Measurement[]> {
  const run = new LoadRun(workloads, options);
  try {
    return await run.measure();
  } finally {
    await run.end();
  }
}

class LoadRun {
  readonly #workloads: readonly Workload[];
  readonly #options: RunOptions;
  readonly #hosts: GeneratorHost[];
  readonly #seconds: Seconds[];
  readonly #target: TargetSample[] = [];
  readonly #machine: MachineWatch;
  #sampling: ReturnType<typeof setInterval> | null = null;
  #aborted: string | null = null;

  constructor(workloads: readonly Workload[], options: RunOptions) {
    const { targetUrl, policyFile = null, threads = 1 } = options;
    this.#workloads = workloads;
    this.#options = options;
    this.#machine = new MachineWatch(options.ownRoot ?? null);
    this.#seconds = workloads.map(() => new Seconds(threads));
    const tasks = workloads.map((workload) => ({ offer: offerOf(workload), flow: workload.flow }));
    this.#hosts = Array.from({ length: threads }, (_, index) => {
      const task = { targetUrl, policyFile, share: { index, of: threads }, workloads: tasks };
      return new GeneratorHost({
        thread: options.takeThread?.() ?? startThread(),
        task,
        onSecond: ({ workload, tally }) => {
          const figures = this.#seconds[workload]?.add(tally) ?? null;
          if (figures !== null) this.#hear(workload, figures);
        },
      });
    });
  }

  async measure(): Promise<Measurement[]> {
    const { signal } = this.#options;
    await this.#prepare(signal);
    const stop = (): void => this.#abort('aborted');
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const beginsAt = Date.now() + LEAD_MS;
      this.#hosts.forEach((host) => host.begin(beginsAt));
      this.#machine.start();
      this.#watchTarget(beginsAt);
      return this.#assemble(await Promise.all(this.#hosts.map((host) => host.done)));
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async end(): Promise<void> {
    if (this.#sampling !== null) clearInterval(this.#sampling);
    await Promise.all(this.#hosts.map((host) => host.end()));
  }

  /** Waits until every flow is prepared. Throws where one cannot be, or when the run is ended before. */
  async #prepare(signal: AbortSignal | undefined): Promise<void> {
    const ended = new Promise<never>((_resolve, reject) => {
      const end = (): void => reject(new Error('the run was ended before its first arrival'));
      if (signal?.aborted === true) end();
      signal?.addEventListener('abort', end, { once: true });
    });
    await Promise.race([Promise.all(this.#hosts.map((host) => host.ready)), ended]);
  }

  #assemble(threads: Awaited<GeneratorHost['done']>[]): Measurement[] {
    const heard = threads.filter((tallies) => tallies !== null);
    if (heard.length === 0) throw new Error('no load generator handed over its figures');
    const machine = this.#machine.stop();
    return this.#workloads.map((workload, index) => {
      const seconds = this.#seconds[index];
      seconds?.end();
      const tallies = heard.flatMap((thread) => thread[index] ?? []);
      return assemble({
        question: workload.question,
        offer: offerOf(workload),
        tallies: tallies.map(({ generator }) => generator),
        operations: tallies.flatMap(({ operations }) => operations),
        seconds: seconds?.figures ?? [],
        target: this.#target,
        machine,
        aborted: this.#aborted,
      });
    });
  }

  #hear(index: number, figures: SecondFigures): void {
    const { guard, onSecond } = this.#options;
    const workload = this.#workloads[index];
    if (workload === undefined) return;
    onSecond?.(workload, figures, this.#target.at(-1) ?? null);
    const objection = guard === undefined ? null : objectionTo(this.#seconds[index]?.figures ?? [], guard);
    if (objection !== null) this.#abort(`${workload.question} ${objection}`);
  }

  #abort(reason: string): void {
    if (this.#aborted !== null) return;
    this.#aborted = reason;
    this.#hosts.forEach((host) => host.abort());
  }

  #watchTarget(beginsAt: number): void {
    const { sampleTarget } = this.#options;
    if (sampleTarget === undefined) return;
    let asking = false;
    this.#sampling = setInterval(() => {
      // A target too busy to answer leaves a gap.
      if (asking) return;
      asking = true;
      sampleTarget(Date.now() - beginsAt)
        .then(
          (sample) => void this.#target.push(sample),
          () => undefined,
        )
        .finally(() => (asking = false));
    }, 1_000);
  }
}
