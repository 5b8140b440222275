import { describe, expect, it } from 'vitest';
import { errorsUnderOnePercent, p95Of, withinItsMeans } from '../../../load/budgets/seeds.ts';
import { noErrors, p95AtMostTwice } from '../../../load/budgets/relative.ts';
import { describeOverrun } from '../../../load/budgets/describe-overrun.ts';
import { overruns } from '../../../load/budgets/overrun.ts';
import { describeMeasurement } from '../../../load/measurement/describe.ts';
import type { Measurement, Outcome } from '../../../load/measurement/measurement.ts';
import { faultsOf } from '../../../load/measurement/validity.ts';

const p95Under200Ms = p95Of('latency');
const percentiles = { p50: 10, p90: 50, p95: 200, p99: 300, max: 400 };
const outcome: Outcome = {
  offeredRate: 100,
  reachedRate: 100,
  durationMs: 1_000,
  arrivals: 100,
  succeeded: 99,
  failed: 1,
  dropped: 0,
  missed: 0,
  errors: { 'status 503': 1 },
  errorRate: 0.01,
  latencyMs: percentiles,
  latenessMs: { ...percentiles, p99: 1 },
};
const calmSecond = {
  second: 2,
  started: 100,
  succeeded: 100,
  failed: 0,
  dropped: 0,
  inFlight: 3,
  latencyMs: { ...percentiles, p95: 20 },
};
const slowSecond = { ...calmSecond, second: 3, inFlight: 40, latencyMs: { ...percentiles, p95: 450 } };
const measurement: Measurement = {
  question: 'Is it fast?',
  ...outcome,
  phases: [
    { name: 'warm-up', counted: false, ...outcome, durationMs: 2_000 },
    { name: 'constant', counted: true, ...outcome, durationMs: 2_000 },
  ],
  operations: [],
  seconds: [calmSecond, slowSecond],
  target: [
    {
      atMs: 3_100,
      cpuCores: 1.5,
      cpuShare: 0.75,
      residentBytes: 512 * 1024 * 1024,
      loopLagMs: 12,
      queueDepth: 7,
      queriesPerSecond: null,
    },
  ],
  loopLagMs: { ...percentiles, p99: 2 },
  machineBusy: 0.5,
  strangers: null,
  aborted: null,
  invalid: [],
};

describe('budgets', () => {
  it('are kept at their limit', () => {
    expect(overruns(measurement, [p95Under200Ms, errorsUnderOnePercent])).toEqual([]);
  });

  it('name each figure that is above its limit, with where the limit comes from', () => {
    const slow = { ...measurement, latencyMs: { ...percentiles, p95: 200.1 }, errorRate: 0.011 };

    expect(overruns(slow, [p95Under200Ms, errorsUnderOnePercent])).toMatchObject([
      { budget: p95Under200Ms, measured: 200.1 },
      { budget: errorsUnderOnePercent, measured: 0.011 },
    ]);
  });

  it('are not kept by a measurement without a figure', () => {
    const silent = { ...measurement, latencyMs: { p50: null, p90: null, p95: null, p99: null, max: null } };

    expect(overruns(silent, [p95Under200Ms])).toMatchObject([{ budget: p95Under200Ms, measured: null }]);
  });

  it('hold a rate from below', () => {
    const source = 'a test';

    expect(overruns(measurement, [{ figure: 'reachedRate', limit: 100, source }])).toEqual([]);
    expect(overruns(measurement, [{ figure: 'reachedRate', limit: 101, source }])).toHaveLength(1);
  });

  it('hold the right answers a second from below, however many were started', () => {
    const source = 'a test';
    const half = { ...measurement, reachedRate: 100, succeeded: 50 };

    expect(overruns(half, [{ figure: 'throughput', limit: 50, source }])).toEqual([]);
    expect(overruns(half, [{ figure: 'throughput', limit: 51, source }])).toMatchObject([{ measured: 50 }]);
  });

  it('count one kind of error by itself', () => {
    const two = { ...measurement, errors: { 'status 503': 1, 'status 429': 2 }, errorRate: 0.03 };

    expect(overruns(two, [noErrors('a test', 'status 500')])).toEqual([]);
    expect(overruns(two, [noErrors('a test', 'status 429')])).toMatchObject([{ measured: 0.02 }]);
  });

  it('hold the target to its own means while figures count', () => {
    const [sample] = measurement.target;
    const busy = { ...measurement.target[0], atMs: 1_000, cpuShare: 1, residentBytes: 1e12 };
    const counted = { ...sample, queriesPerSecond: 400, cpuShare: 0.81, residentBytes: 900 * 1024 * 1024 };

    const found = overruns(
      { ...measurement, target: [busy, counted] as Measurement['target'] },
      withinItsMeans,
    );

    expect(found.map(({ budget, measured }) => [budget.figure, measured])).toEqual([
      ['cpuShare', 0.81],
      ['residentBytes', 900 * 1024 * 1024],
    ]);
    expect(overruns({ ...measurement, target: [] }, withinItsMeans)).toHaveLength(3);
  });

  it.each([
    ['twice', 120, 60, []],
    ['less than noise', 39, 1, []],
    ['more than twice', 121, 60, [121]],
    ['more than noise and twice', 41, 1, [41]],
  ])('hold a phase to %s of another', (_case, beside, alone, expected) => {
    const phases = [
      { name: 'alone', counted: true, ...outcome, latencyMs: { ...percentiles, p95: alone } },
      { name: 'beside', counted: true, ...outcome, latencyMs: { ...percentiles, p95: beside } },
    ];

    const found = overruns({ ...measurement, phases }, [p95AtMostTwice('beside', 'alone')]);

    expect(found.map(({ measured }) => measured)).toEqual(expected);
  });

  it('do not judge an invalid measurement', () => {
    expect(() => overruns({ ...measurement, invalid: ['lagged'] }, [p95Under200Ms])).toThrow('lagged');
  });
});

describe('describeOverrun', () => {
  const slow = { ...measurement, latencyMs: { ...percentiles, p95: 300 } };

  it('says what, by how much, since when, and how the target was then', () => {
    expect(overruns(slow, [p95Under200Ms]).map(describeOverrun)).toEqual([
      [
        `p95Ms: 300.0 ms, at most 200.0 ms (1.5 times; ${p95Under200Ms.source})`,
        '  since second 3: 100 started, p95 450.0 ms, 0 errors, 40 under way; target: 1.5 cores, 512 MiB, event loop 12.0 ms late, 7 jobs waiting',
      ].join('\n'),
    ]);
  });

  it('says what another phase allows', () => {
    const phases = [
      { name: 'alone', counted: true, ...outcome, latencyMs: { ...percentiles, p95: 25 } },
      { name: 'beside', counted: true, ...outcome, latencyMs: { ...percentiles, p95: 60 } },
    ];

    const [overrun] = overruns({ ...measurement, phases, seconds: [] }, [p95AtMostTwice('beside', 'alone')]);

    expect(overrun === undefined ? '' : describeOverrun(overrun)).toContain(
      'p95Ms in phase beside: 60.0 ms, at most 50.0 ms, which is 2 times that of phase alone or 40.0 ms (1.2 times; ',
    );
  });

  it('looks at a phase of its own where the budget names one', () => {
    const phases = [...measurement.phases, { name: 'spike', counted: true, ...outcome, errorRate: 0.2 }];

    const found = overruns({ ...measurement, phases }, [{ ...errorsUnderOnePercent, phase: 'spike' }]);

    expect(found.map(describeOverrun)).toEqual([
      `errorRate in phase spike: 20.00 %, at most 1.00 % (20.0 times; ${errorsUnderOnePercent.source})\n  no second by itself`,
    ]);
  });
});

describe('validity', () => {
  const calm = {
    ...measurement,
    latenessMs: { ...percentiles, p99: 20 },
    loopLagMs: { ...percentiles, p99: 20 },
    machineBusy: 0.95,
    strangers: 0.2,
  };

  it('has no doubt at the limits', () => {
    expect(faultsOf(calm)).toEqual([]);
  });

  it.each([
    [
      'a rate that was not reached',
      { phases: [{ name: 'constant', counted: true, ...outcome, reachedRate: 98.9 }] },
    ],
    ['an early end', { aborted: 'aborted' }],
    ['late starts', { latenessMs: { ...percentiles, p99: 21 } }],
    ['a lagging event loop', { loopLagMs: { ...percentiles, p99: 21 } }],
    ['strangers on the machine', { strangers: 0.21 }],
    ['too few arrivals', { arrivals: 19 }],
  ])('is denied by %s', (_fault, change) => {
    expect(faultsOf({ ...calm, ...change })).toHaveLength(1);
  });

  it('is not denied by arrivals that the target kept waiting: they count as errors', () => {
    const kept = { name: 'constant', counted: true, ...outcome, reachedRate: 60, dropped: 40 };

    expect(faultsOf({ ...calm, phases: [kept] })).toEqual([]);
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
