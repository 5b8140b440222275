import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/control/monitoring/latency-histogram.ts';
import { scoreShift } from '../../src/control/monitoring/score-shift.ts';
import { Traffic } from '../../src/control/monitoring/traffic.ts';

describe('a latency histogram', () => {
  it('gives percentiles at most 9 % above the nearest rank', () => {
    const histogram = new LatencyHistogram();
    for (let ms = 1; ms <= 1000; ms += 1) histogram.record(200, ms);

    for (const [share, exact] of [
      [0.5, 500],
      [0.95, 950],
      [0.99, 990],
    ] as const) {
      const percentile = histogram.percentile(share) ?? 0;
      expect(percentile).toBeGreaterThanOrEqual(exact);
      expect(percentile).toBeLessThanOrEqual(exact * 2 ** (1 / 8));
    }
  });

  it('tells refusals from failures, and has no percentile without answers', () => {
    const histogram = new LatencyHistogram();
    expect(histogram.percentile(0.95)).toBeNull();

    for (const status of [200, 204, 404, 422, 500]) histogram.record(status, 1);

    expect([histogram.requests, histogram.clientErrors, histogram.serverErrors]).toEqual([5, 2, 1]);
  });
});

describe('traffic', () => {
  it('forgets what is older than the window, by operation and in all', () => {
    let now = 1_000_000_000;
    const traffic = new Traffic(() => now);
    traffic.record('a', 'datasets.list', 200, 5);
    now += 100_000;
    traffic.record('a', 'datasets.get', 200, 5);
    traffic.record('b', 'datasets.get', 200, 5);

    expect(traffic.operations('a', 60).map(([operation]) => operation)).toEqual(['datasets.get']);
    expect(traffic.operations('a', 300).map(([operation]) => operation)).toEqual([
      'datasets.get',
      'datasets.list',
    ]);
    expect(traffic.total('a', 60).requests).toBe(1);
    expect(traffic.total('a', 86_400).requests).toBe(2);
    now += 2 * 86_400_000;
    expect(traffic.operations('a', 3_600)).toEqual([]);
    expect(traffic.total('a', 86_400).requests).toBe(0);
  });

  it('forgets the tenant that was quiet longest when there are too many', () => {
    const traffic = new Traffic(() => 1_000_000_000);
    for (let tenant = 0; tenant <= 5_000; tenant += 1)
      traffic.record(String(tenant), 'datasets.list', 200, 5);

    expect(traffic.total('0', 60).requests).toBe(0);
    expect(traffic.total('1', 60).requests).toBe(1);
  });
});

describe('the shift of scores', () => {
  it('is the widest gap between the two cumulative shares', () => {
    expect(scoreShift([10, 0, 0, 0], [10, 0, 0, 0])).toBe(0);
    expect(scoreShift([10, 0, 0, 0], [0, 0, 0, 4])).toBe(1);
    expect(scoreShift([5, 5, 0, 0], [0, 5, 5, 0])).toBe(0.5);
    expect(scoreShift([0, 5, 5, 0], [5, 5, 0, 0])).toBe(0.5);
  });
});
