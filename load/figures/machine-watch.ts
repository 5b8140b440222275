import { cpus } from 'node:os';

/** Watches how busy all cores of this machine are together, whoever keeps them busy. */
export class MachineWatch {
  #before = readCores();

  start(): void {
    this.#before = readCores();
  }

  /** Share of the cores' time since `start` that was not idle, 0 to 1. */
  stop(): number {
    const after = readCores();
    const total = after.total - this.#before.total;
    return total === 0 ? 0 : 1 - (after.idle - this.#before.idle) / total;
  }
}

function readCores(): { idle: number; total: number } {
  const times = cpus().map((core) => core.times);
  return {
    idle: times.reduce((sum, { idle }) => sum + idle, 0),
    total: times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0),
  };
}
