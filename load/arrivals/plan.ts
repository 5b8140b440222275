/** A stretch of time in which the rate goes evenly from one figure to another. */
export interface Phase {
  name: string;
  durationMs: number;
  /** Arrivals a second at its beginning and at its end. */
  from: number;
  to: number;
  /** Whether its figures count; those of a warm-up do not. */
  counted: boolean;
}

/**
 * When arrivals come, whatever the target does (open model): `even` ones at the distances that the rate gives, `poisson` ones
 * at random with that rate on average, the same for the same seed.
 */
export interface Plan {
  phases: readonly Phase[];
  spacing: { kind: 'even' } | { kind: 'poisson'; seed: number };
}

/** The shortest warm-up: before it, connections, caches and just-in-time compilation are what is measured. */
export const LEAST_WARM_UP_MS = 2_000;

const EVEN = { kind: 'even' } as const;

/** What comes first in every plan: offered, and not counted. */
function warmUp(rate: number, durationMs: number): Phase {
  return { name: 'warm-up', durationMs, from: rate, to: rate, counted: false };
}

/** The shape of a load, and how long it is offered before it counts. */
interface Timing {
  durationMs: number;
  /** Default 2,000, which is the least. */
  warmUpMs?: number;
}

/** One rate all the time, in arrivals a second. */
export function constant({ rate, durationMs, warmUpMs = LEAST_WARM_UP_MS }: Timing & { rate: number }): Plan {
  const phase = { name: 'constant', durationMs, from: rate, to: rate, counted: true };
  return { phases: [warmUp(rate, warmUpMs), phase], spacing: EVEN };
}

/** From one rate to another, evenly. */
export function ramp({
  from,
  to,
  durationMs,
  warmUpMs = LEAST_WARM_UP_MS,
}: Timing & { from: number; to: number }): Plan {
  return {
    phases: [warmUp(from, warmUpMs), { name: 'ramp', durationMs, from, to, counted: true }],
    spacing: EVEN,
  };
}

/** One named phase after the other, each at a rate of its own; the warm-up has the first one's unless said otherwise. */
export function stages(
  phases: readonly { name: string; rate: number; durationMs: number }[],
  { warmUpMs = LEAST_WARM_UP_MS, warmUpRate }: { warmUpMs?: number; warmUpRate?: number } = {},
): Plan {
  const counted = phases.map(({ name, rate, durationMs }) => ({
    name,
    durationMs,
    from: rate,
    to: rate,
    counted: true,
  }));
  return { phases: [warmUp(warmUpRate ?? phases[0]?.rate ?? 0, warmUpMs), ...counted], spacing: EVEN };
}

/** One rate after the other, each for `durationMs`: a phase a rate, named after it. */
export function steps({
  rates,
  durationMs,
  warmUpMs = LEAST_WARM_UP_MS,
}: Timing & { rates: readonly number[] }): Plan {
  return stages(
    rates.map((rate) => ({ name: `${rate}/s`, rate, durationMs })),
    { warmUpMs },
  );
}

/** Calm, at once the peak, at once calm again: phases `before`, `spike` and `after`. */
export function spike(shape: {
  rate: number;
  peak: number;
  beforeMs: number;
  spikeMs: number;
  afterMs: number;
  warmUpMs?: number;
}): Plan {
  const { rate, peak, beforeMs, spikeMs, afterMs, warmUpMs = LEAST_WARM_UP_MS } = shape;
  return stages(
    [
      { name: 'before', rate, durationMs: beforeMs },
      { name: 'spike', rate: peak, durationMs: spikeMs },
      { name: 'after', rate, durationMs: afterMs },
    ],
    { warmUpMs },
  );
}

/** The same rates, with arrivals at random as independent callers make them. */
export function poisson(plan: Plan, seed: number): Plan {
  return { ...plan, spacing: { kind: 'poisson', seed } };
}

/** Milliseconds from the first arrival to the end of the last phase. */
export function lengthOf({ phases }: Plan): number {
  return phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Milliseconds from the beginning until figures count. */
export function warmUpOf({ phases }: Plan): number {
  const first = phases.findIndex(({ counted }) => counted);
  return lengthOf({ phases: phases.slice(0, first === -1 ? phases.length : first), spacing: EVEN });
}

/** Throws a `RangeError` that names what no engine can offer. */
export function checkPlan(plan: Plan): void {
  if (!plan.phases.some(({ counted }) => counted)) throw new RangeError('a plan has a phase that counts');
  checkWarmUp(warmUpOf(plan));
  for (const { name, durationMs, from, to } of plan.phases) {
    if (!(durationMs > 0 && Number.isFinite(durationMs)))
      throw new RangeError(`the phase ${name} lasts ${durationMs} ms`);
    if (!(from >= 0 && to >= 0 && Number.isFinite(from + to)))
      throw new RangeError(`the phase ${name} goes from ${from} to ${to} arrivals a second`);
  }
  const names = plan.phases.map(({ name }) => name);
  if (new Set(names).size < names.length)
    throw new RangeError(`two phases share a name: ${names.join(', ')}`);
}

/** Throws a `RangeError` where what counts would begin too early. */
export function checkWarmUp(warmUpMs: number): void {
  if (warmUpMs >= LEAST_WARM_UP_MS) return;
  throw new RangeError(`a warm-up lasts at least ${LEAST_WARM_UP_MS} ms, not ${warmUpMs}`);
}
