/** What a piece of work took: in milliseconds of the clock, and of this process's time on processors. */
export interface Cost {
  wallMs: number;
  cpuMs: number;
}

/** Does something `times` times in a row and gives what one took. */
export async function costOf(times: number, work: () => Promise<unknown>): Promise<Cost> {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: wallMs / times, cpuMs: (user + system) / 1000 / times };
}

/**
 * The least that each of several pieces of work took, over `rounds` in which all take turns: whatever else the machine does
 * makes a round dearer, never cheaper.
 */
export async function leastCosts<Name extends string>(
  rounds: number,
  works: Record<Name, () => Promise<Cost>>,
): Promise<Record<Name, Cost>> {
  const least = {} as Record<Name, Cost>;
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(works) as [Name, () => Promise<Cost>][]) {
      const cost = await work();
      const known = least[name] as Cost | undefined;
      least[name] = {
        wallMs: Math.min(cost.wallMs, known?.wallMs ?? Number.POSITIVE_INFINITY),
        cpuMs: Math.min(cost.cpuMs, known?.cpuMs ?? Number.POSITIVE_INFINITY),
      };
    }
  }
  return least;
}
