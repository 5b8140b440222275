import { describe, expect, it } from 'vitest';
import { overruns } from '../../../load/budgets/budget.ts';
import { errorsUnderOnePercent, p95Under200Ms } from '../../../load/budgets/defaults.ts';
import { faultsOf } from '../../../load/engine/validity.ts';
import { describeMeasurement, type Measurement } from '../../../load/engine/measurement.ts';

const percentiles = { p50: 10, p90: 50, p95: 200, p99: 300, max: 400 };
const measurement: Measurement = {
  question: 'Is it fast?',
  offeredRate: 100,
  reachedRate: 100,
  durationMs: 1_000,
  arrivals: 100,
  succeeded: 99,
  failed: 1,
  dropped: 0,
  errors: { 'status 503': 1 },
  errorRate: 0.01,
  latencyMs: percentiles,
  latenessMs: { ...percentiles, p99: 1 },
  loopLagMs: { ...percentiles, p99: 2 },
  machineBusy: 0.5,
  invalid: [],
};

describe('budgets', () => {
  it('are kept at their limit', () => {
    expect(overruns(measurement, [p95Under200Ms, errorsUnderOnePercent])).toEqual([]);
  });

  it('name each figure that is above its limit, with where the limit comes from', () => {
    const slow = { ...measurement, latencyMs: { ...percentiles, p95: 200.1 }, errorRate: 0.011 };

    expect(overruns(slow, [p95Under200Ms, errorsUnderOnePercent])).toEqual([
      { figure: 'p95Ms', limit: 200, measured: 200.1, source: p95Under200Ms.source },
      { figure: 'errorRate', limit: 0.01, measured: 0.011, source: errorsUnderOnePercent.source },
    ]);
  });

  it('are not kept by a measurement without a figure', () => {
    const silent = { ...measurement, latencyMs: { p50: null, p90: null, p95: null, p99: null, max: null } };

    expect(overruns(silent, [p95Under200Ms])).toMatchObject([{ figure: 'p95Ms', measured: null }]);
  });

  it('hold a rate from below', () => {
    const source = 'a test';

    expect(overruns(measurement, [{ figure: 'reachedRate', limit: 100, source }])).toEqual([]);
    expect(overruns(measurement, [{ figure: 'reachedRate', limit: 101, source }])).toHaveLength(1);
  });

  it('do not judge an invalid measurement', () => {
    expect(() => overruns({ ...measurement, invalid: ['lagged'] }, [p95Under200Ms])).toThrow('lagged');
  });
});

describe('validity', () => {
  const calm = {
    ...measurement,
    latenessMs: { ...percentiles, p99: 20 },
    loopLagMs: { ...percentiles, p99: 20 },
    machineBusy: 0.95,
  };

  it('has no doubt at the limits', () => {
    expect(faultsOf(calm)).toEqual([]);
  });

  it.each([
    ['a rate that was not reached', { reachedRate: 98.9 }],
    ['late starts', { latenessMs: { ...percentiles, p99: 21 } }],
    ['a lagging event loop', { loopLagMs: { ...percentiles, p99: 21 } }],
    ['too few arrivals', { arrivals: 19 }],
  ])('is denied by %s', (_fault, change) => {
    expect(faultsOf({ ...calm, ...change })).toHaveLength(1);
  });
});

describe('describeMeasurement', () => {
  it('shows question, validity, rates, percentiles and errors', () => {
    expect(describeMeasurement({ ...measurement, invalid: ['lagged'] })).toBe(
      [
        'Is it fast?',
        '  INVALID: lagged',
        '  rate     offered 100.0/s, reached 100.0/s',
        '  latency  p50 10.0 ms, p90 50.0 ms, p95 200.0 ms, p99 300.0 ms, max 400.0 ms',
        '  answers  99 right, 1 failed, 0 dropped (1 × status 503)',
        '  own lag  lateness p99 1.0 ms, event loop p99 2.0 ms, cores 50 % busy',
      ].join('\n'),
    );
  });
});
