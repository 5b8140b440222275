import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MachineWatch } from '../../../load/figures/machine-watch.ts';
import { cpuSecondsBelow } from '../../../load/figures/process-tree.ts';

const BUSY_MS = 400;
const BUSY = `const until = performance.now() + ${BUSY_MS}; while (performance.now() < until);`;

/** Keeps a core busy for a while, in a process below this one. */
async function keepBusy(): Promise<void> {
  await once(spawn(process.execPath, ['-e', BUSY]), 'exit');
}

describe.skipIf(process.platform !== 'linux')('the CPU time below a process', () => {
  it('is that of its children too, also when they have ended', async () => {
    const before = cpuSecondsBelow(process.pid) ?? 0;

    await keepBusy();

    const took = (cpuSecondsBelow(process.pid) ?? 0) - before;
    // Less than it wanted where others keep the cores busy.
    expect(took).toBeGreaterThan(0.05);
  });

  it('is not a stranger’s to those above, and is to all others', async () => {
    const own = new MachineWatch(process.pid);
    // No process has this number: everybody is a stranger to it.
    const others = new MachineWatch(2 ** 30);
    own.start();
    others.start();

    await keepBusy();

    const [mine, theirs] = [own.stop(), others.stop()];
    expect(theirs.strangers).toBeGreaterThan((mine.strangers ?? Number.NaN) - 0.01);
    expect(mine.strangers).toBeLessThanOrEqual(mine.busy + 0.01);
    expect(new MachineWatch().stop().strangers).toBeNull();
  });
});
