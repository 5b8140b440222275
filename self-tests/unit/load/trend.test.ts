import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../load/figures/trend.ts';
import { driftOf } from '../../../load/measurement/drift.ts';
import { seededRandom } from '../../../test-data/random.ts';
import { MEASUREMENT } from './measurement.ts';

const SECONDS = 90;

/** A figure that begins at 100, grows by so much a minute and strays by normal noise. */
function series(aMinute: number, noise = 0, seed = 1): { atMs: number; value: number }[] {
  const { normal } = seededRandom(seed);
  return Array.from({ length: SECONDS }, (_, second) => ({
    atMs: second * 1000,
    value: 100 + (aMinute * second) / 60 + noise * normal(),
  }));
}

describe('a trend', () => {
  it('is the slope of a line', () => {
    const { aMinute, interval } = trendOf(series(12));

    expect(aMinute).toBeCloseTo(12, 9);
    expect(interval.map((end) => Math.round(end))).toEqual([12, 12]);
  });

  it('is not moved by what is let go of now and then', () => {
    const saw = series(0).map(({ atMs, value }) => ({ atMs, value: value + ((atMs / 1000) % 30) }));
    const [low, high] = trendOf(saw).interval;

    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeGreaterThan(0);
  });

  it('holds the true slope as often as it says', () => {
    const held = Array.from({ length: 300 }, (_, seed) => {
      const [low, high] = trendOf(series(6, 10, seed + 1)).interval;
      return low <= 6 && high >= 6;
    });

    // Three standard errors of 300 trials around 95 %.
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.912);
  });

  it('tells a leak from noise', () => {
    expect(trendOf(series(30, 5)).interval[0]).toBeGreaterThan(20);
    expect(trendOf(series(0, 5)).interval[0]).toBeLessThan(0);
  });

  it('is not told of less than 40 seconds', () => {
    expect(() => trendOf(series(1).slice(0, 30))).toThrow('a trend takes 40 s at least, not 6 times 5 s');
  });
});

describe('the drift of a measurement', () => {
  const [second] = MEASUREMENT.seconds;
  const [sample] = MEASUREMENT.target;
  const phases = MEASUREMENT.phases.map((phase) =>
    phase.counted ? { ...phase, durationMs: SECONDS * 1000 } : phase,
  );
  const long = {
    ...MEASUREMENT,
    phases,
    seconds: series(60).map(({ value }, index) => ({
      ...(second ?? fail()),
      second: index,
      latencyMs: { ...(second ?? fail()).latencyMs, p50: value },
    })),
    target: series(6).map(({ atMs, value }) => ({
      ...(sample ?? fail()),
      atMs,
      // What the warm-up takes is no drift.
      residentBytes: atMs < 2_000 ? 1e9 : value,
    })),
  };

  it('is that of memory and of the median, after the warm-up', () => {
    const { residentBytes, latencyMs } = driftOf(long);

    expect(residentBytes.aMinute).toBeCloseTo(6, 6);
    expect(latencyMs.aMinute).toBeCloseTo(60, 6);
  });

  it('is not told of a target that does not tell of its memory', () => {
    expect(() => driftOf({ ...long, target: [] })).toThrow('the target did not tell of its memory');
  });
});

function fail(): never {
  throw new Error('the measurement of the tests is empty');
}
