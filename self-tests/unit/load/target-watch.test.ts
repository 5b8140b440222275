import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../load/run/progress.ts';
import { readExposition } from '../../../load/target/prometheus.ts';
import { TargetWatch } from '../../../load/target/target-watch.ts';

const exposition = (cpuSeconds: number, queries: number): string => `
# HELP process_cpu_seconds_total Total CPU time.
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total{plane="control"} ${cpuSeconds}
process_cpu_seconds_total{plane="compute"} 1.5
process_resident_memory_bytes{plane="control"} 1048576
process_resident_memory_bytes{plane="compute"} 2097152
nodejs_eventloop_lag_min_seconds{plane="control"} 0.0095
nodejs_eventloop_lag_mean_seconds{plane="control"} 0.012
nodejs_eventloop_lag_mean_seconds{plane="compute"} 0.003
assay_queue_depth{status="pending",plane="compute"} 7
assay_queue_depth{status="running",plane="compute"} 2
assay_database_queries_total{pool="tenant",plane="control"} ${queries}
`;

describe('a watched target', () => {
  it('gives its figures over all processes, and counters as rates since the sample before', async () => {
    const texts = [exposition(10, 1_000), exposition(11, 1_600)];
    const watch = new TargetWatch(() => Promise.resolve(texts.shift() ?? ''), 2);

    const first = await watch.sample(1_000);
    const second = await watch.sample(3_000);

    const state = { residentBytes: 3 * 1024 * 1024, loopLagMs: 3, queueDepth: 7 };
    expect(first).toEqual({ atMs: 1_000, cpuCores: null, cpuShare: null, queriesPerSecond: null, ...state });
    expect(second).toEqual({ atMs: 3_000, cpuCores: 0.5, cpuShare: 0.25, queriesPerSecond: 300, ...state });
  });

  it('says nothing of what it does not expose', async () => {
    const watch = new TargetWatch(() => Promise.resolve('up 1\n'));

    expect(await watch.sample(1_000)).toEqual({
      atMs: 1_000,
      cpuCores: null,
      cpuShare: null,
      residentBytes: null,
      loopLagMs: null,
      queueDepth: null,
      queriesPerSecond: null,
    });
  });
});

describe('readExposition', () => {
  it('reads names, labels with any text in them, and values in any notation', () => {
    expect(readExposition('# a comment\na_total{x="1,2",y="a \\"b\\""} 1e3 1700000000\n\nb 0.5\n')).toEqual([
      { name: 'a_total', labels: { x: '1,2', y: 'a \\"b\\"' }, value: 1_000 },
      { name: 'b', labels: {}, value: 0.5 },
    ]);
  });
});

describe('progressLine', () => {
  const figures = {
    second: 4,
    started: 100,
    succeeded: 97,
    failed: 2,
    dropped: 1,
    inFlight: 3,
    latencyMs: { p50: 10, p90: 20, p95: 30, p99: null, max: 50 },
  };

  it('shows a second of a run and the target in it', () => {
    const target = {
      atMs: 4_000,
      cpuCores: 1.25,
      cpuShare: null,
      residentBytes: 512 * 1024 * 1024,
      loopLagMs: 1,
      queueDepth: 7,
      queriesPerSecond: null,
    };

    expect(progressLine(figures, target)).toBe(
      '5 s  100/s  p50 10.0 p95 30.0 p99 – ms  3 errors  3 under way  target 1.3 cores 512 MiB 7 waiting',
    );
    expect(progressLine(figures, null)).toBe('5 s  100/s  p50 10.0 p95 30.0 p99 – ms  3 errors  3 under way');
  });
});
