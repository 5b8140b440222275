import type { Measurement } from '../measurement/measurement.ts';
import type { TargetSample } from '../target/target-sample.ts';

/** One value at one moment of a run; `null` where there is none: the line has a gap there. */
export interface Point {
  atMs: number;
  value: number | null;
}

export interface Line {
  name: string;
  points: Point[];
}

/** One figure over the time of a run. */
export interface Panel {
  title: string;
  unit: string;
  lines: Line[];
}

/** A phase, as a stretch of the time axis. */
export interface Band {
  name: string;
  counted: boolean;
  fromMs: number;
  toMs: number;
}

const SECOND_MS = 1000;
const MEBIBYTE = 1024 * 1024;

/** What the generators saw of one workload: how often, how fast, and what went wrong. */
export function panelsOf({ seconds }: Measurement): Panel[] {
  const line = (name: string, read: (second: Measurement['seconds'][number]) => number | null): Line => ({
    name,
    // A second is drawn where it ends, as the target's samples are.
    points: seconds.map((second) => ({ atMs: (second.second + 1) * SECOND_MS, value: read(second) })),
  });
  return [
    {
      title: 'Rate',
      unit: '/s',
      lines: [
        line('started', ({ started }) => started),
        line('right answers', ({ succeeded }) => succeeded),
        line('errors', ({ failed, dropped }) => failed + dropped),
      ],
    },
    {
      title: 'Latency',
      unit: 'ms',
      lines: [
        line('p50', ({ latencyMs }) => latencyMs.p50),
        line('p95', ({ latencyMs }) => latencyMs.p95),
        line('p99', ({ latencyMs }) => latencyMs.p99),
      ],
    },
  ];
}

/** What the target said of itself meanwhile; what it never tells has no panel. */
export function targetPanels(samples: readonly TargetSample[]): Panel[] {
  const panel = (title: string, unit: string, read: (sample: TargetSample) => number | null): Panel => ({
    title,
    unit,
    lines: [{ name: title, points: samples.map((sample) => ({ atMs: sample.atMs, value: read(sample) })) }],
  });
  return [
    panel('CPU of the target', 'cores', ({ cpuCores }) => cpuCores),
    panel('Memory of the target', 'MiB', ({ residentBytes }) =>
      residentBytes === null ? null : residentBytes / MEBIBYTE,
    ),
    panel('Event-loop lag of the target', 'ms', ({ loopLagMs }) => loopLagMs),
    panel('Jobs waiting', 'jobs', ({ queueDepth }) => queueDepth),
    panel('Statements to the database', '/s', ({ queriesPerSecond }) => queriesPerSecond),
  ].filter(({ lines }) => lines.some(({ points }) => points.some(({ value }) => value !== null)));
}

/** The phases of a run on its time axis. */
export function bandsOf({ phases }: Measurement): Band[] {
  let end = 0;
  return phases.map(({ name, counted, durationMs }) => {
    const fromMs = end;
    end += durationMs;
    return { name, counted, fromMs, toMs: end };
  });
}
