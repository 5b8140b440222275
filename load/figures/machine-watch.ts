import { cpus, getPriority } from 'node:os';
import { cpuSecondsBelow } from './process-tree.ts';

/** How busy the cores of this machine were. */
export interface MachineFigures {
  /** Share of the time of all cores that was not idle, 0 to 1, whoever kept them busy. */
  busy: number;
  /**
   * Share that processes took which have no part in the run, and had as good a right to it (not those of a lower priority);
   * `null` where that cannot be told.
   */
  strangers: number | null;
}

/** Watches how busy all cores of this machine are together. */
export class MachineWatch {
  readonly #ownRoot: number | null;
  #before = readCores();
  #ownBefore: number | null = null;

  /** `ownRoot`: the process below which all that takes part in the run is found; `null` where part of it is elsewhere. */
  constructor(ownRoot: number | null = null) {
    this.#ownRoot = ownRoot;
  }

  start(): void {
    this.#before = readCores();
    this.#ownBefore = this.#ownSeconds();
  }

  /** Since `start`. */
  stop(): MachineFigures {
    const own = this.#ownSeconds();
    const after = readCores();
    const totalMs = after.totalMs - this.#before.totalMs;
    if (totalMs === 0) return { busy: 0, strangers: null };
    const equalsMs = after.equalsMs - this.#before.equalsMs;
    const ownMs = own === null || this.#ownBefore === null ? null : (own - this.#ownBefore) * 1000;
    return {
      busy: 1 - (after.idleMs - this.#before.idleMs) / totalMs,
      strangers: ownMs === null ? null : Math.max(0, (equalsMs - ownMs) / totalMs),
    };
  }

  #ownSeconds(): number | null {
    // Before one that runs with a priority above the usual, strangers have to wait.
    if (this.#ownRoot === null || getPriority() < 0) return null;
    return cpuSecondsBelow(this.#ownRoot);
  }
}

function readCores(): { idleMs: number; equalsMs: number; totalMs: number } {
  const times = cpus().map((core) => core.times);
  const sum = (figure: (core: (typeof times)[number]) => number): number =>
    times.reduce((total, core) => total + figure(core), 0);
  return {
    idleMs: sum(({ idle }) => idle),
    equalsMs: sum(({ user, sys, irq }) => user + sys + irq),
    totalMs: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  };
}
