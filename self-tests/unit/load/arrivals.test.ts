import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, ArrivalStream, type Share } from '../../../load/arrivals/arrival-stream.ts';
import {
  checkPlan,
  constant,
  lengthOf,
  type Plan,
  poisson,
  ramp,
  spike,
  steps,
} from '../../../load/arrivals/plan.ts';

function arrivalsOf(plan: Plan, share?: Share): Arrival[] {
  const stream = new ArrivalStream(plan, share);
  const arrivals: Arrival[] = [];
  for (let next = stream.next(); next !== null; next = stream.next()) arrivals.push(next);
  return arrivals;
}

const inPhase = (arrivals: readonly Arrival[], phase: number): Arrival[] =>
  arrivals.filter((arrival) => arrival.phase === phase);

describe('arrivals', () => {
  it('come at one distance at a constant rate, those of the warm-up first', () => {
    const arrivals = arrivalsOf(constant({ rate: 4, durationMs: 1_000 }));

    expect(arrivals.map(({ intendedMs }) => intendedMs)).toEqual([
      ...[0, 250, 500, 750, 1_000, 1_250, 1_500, 1_750],
      ...[2_000, 2_250, 2_500, 2_750],
    ]);
    expect(arrivals.map(({ phase }) => phase)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('grow with a ramp as the square of the time', () => {
    const counted = inPhase(arrivalsOf(ramp({ from: 0, to: 100, durationMs: 10_000 })), 1);

    // Half a ramp has a quarter of its arrivals.
    expect(counted).toHaveLength(500);
    expect(counted.filter(({ intendedMs }) => intendedMs < 7_000)).toHaveLength(125);
  });

  it('keep the rate of each step, and of a spike', () => {
    const stepped = arrivalsOf(steps({ rates: [10, 30], durationMs: 1_000 }));
    const spiked = arrivalsOf(spike({ rate: 10, peak: 100, beforeMs: 1_000, spikeMs: 500, afterMs: 2_000 }));

    expect([1, 2].map((phase) => inPhase(stepped, phase).length)).toEqual([10, 30]);
    expect([1, 2, 3].map((phase) => inPhase(spiked, phase).length)).toEqual([10, 50, 20]);
  });

  it('are the same for the same seed, and others for another', () => {
    const plan = constant({ rate: 100, durationMs: 1_000 });

    expect(arrivalsOf(poisson(plan, 7))).toEqual(arrivalsOf(poisson(plan, 7)));
    expect(arrivalsOf(poisson(plan, 7))).not.toEqual(arrivalsOf(poisson(plan, 8)));
  });

  it('at random have the rate on average, and gaps whose deviation is their mean', () => {
    const times = arrivalsOf(poisson(constant({ rate: 1_000, durationMs: 20_000 }), 1)).map(
      ({ intendedMs }) => intendedMs,
    );
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;

    // Of 22,000 gaps the mean strays by 0.7 %, the deviation by about 1 % (one standard error).
    expect(mean).toBeGreaterThan(0.96);
    expect(mean).toBeLessThan(1.04);
    expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.95);
    expect(Math.sqrt(variance) / mean).toBeLessThan(1.05);
  });

  it('are shared out without one missing or coming twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 900 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.option(fc.nat(), { nil: null }),
        (of, shapes, seed) => {
          const phases = shapes.map(([from, to, durationMs], index) => ({
            name: `${index}`,
            from,
            to,
            durationMs,
            counted: true,
          }));
          const plan: Plan = {
            phases,
            spacing: seed === null ? { kind: 'even' } : { kind: 'poisson', seed },
          };

          const all = arrivalsOf(plan);
          const shared = Array.from({ length: of }, (_, index) => arrivalsOf(plan, { index, of })).flat();

          expect(shared.sort((a, b) => a.index - b.index)).toEqual(all);
          expect(all.map(({ index }) => index)).toEqual(all.map((_, index) => index));
          const times = all.map(({ intendedMs }) => intendedMs);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times.every((time) => time >= 0 && time <= lengthOf(plan))).toBe(true);
        },
      ),
    );
  });
});

describe('plans', () => {
  it.each([
    ['a warm-up that is too short', constant({ rate: 1, durationMs: 1_000, warmUpMs: 1_999 }), '1999'],
    ['a phase without time', constant({ rate: 1, durationMs: 0 }), 'lasts 0 ms'],
    ['a negative rate', ramp({ from: 5, to: -1, durationMs: 1_000 }), 'from 5 to -1'],
    ['nothing that counts', { phases: [], spacing: { kind: 'even' } } as const, 'counts'],
    ['two phases of one name', steps({ rates: [5, 5], durationMs: 1_000 }), 'share a name'],
  ])('are refused with %s', (_fault, plan, reason) => {
    expect(() => checkPlan(plan)).toThrow(reason);
  });
});
