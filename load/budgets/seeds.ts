import type { Budget } from './budget.ts';

/** One figure that the project was founded on. */
interface SeedTarget {
  /** What it limits, in words. */
  what: string;
  limit: number;
  unit: 'ms' | '/s' | 'share' | 'bytes' | 'queries' | 'times';
  /** The document and its section that name it. */
  source: string;
  /**
   * What of the load project holds somebody to it; `null` where a stricter limit of
   * another holds already (scoring crosses the boundary, within 200 ms), or where a test or a whole run is limited, and no load.
   */
  heldBy: 'workload' | 'comparison' | null;
}

const TARGETS = 'Enhanced Integration Testing Framework, Performance Targets';
const THRESHOLDS = 'Integration Testing Framework, Test Configuration';
const GATES = 'Comprehensive End-to-End Integration Testing, Quality Gates';
const BENCHMARK = 'Comprehensive End-to-End Integration Testing, Performance Benchmarks';
const DESIGN = 'design of the load project, Workloads and budgets';

const GIBIBYTE = 1024 ** 3;

/** The limits that the founding documents set, each with its source. What a workload is held to is made of them. */
export const SEED_TARGETS = {
  latency: { what: 'p95 of an answer', limit: 200, unit: 'ms', source: THRESHOLDS, heldBy: 'workload' },
  throughput: { what: 'right answers', limit: 500, unit: '/s', source: THRESHOLDS, heldBy: 'workload' },
  errors: { what: 'arrivals that fail', limit: 0.01, unit: 'share', source: DESIGN, heldBy: 'workload' },
  cpu: { what: 'cores kept busy', limit: 0.8, unit: 'share', source: THRESHOLDS, heldBy: 'workload' },
  memory: { what: 'memory in use', limit: 0.85, unit: 'share', source: THRESHOLDS, heldBy: 'workload' },
  peakMemory: {
    what: 'resident memory',
    limit: GIBIBYTE,
    unit: 'bytes',
    source: TARGETS,
    heldBy: 'workload',
  },
  queries: { what: 'a scenario', limit: 50, unit: 'queries', source: TARGETS, heldBy: 'workload' },
  login: { what: 'a log-in', limit: 500, unit: 'ms', source: DESIGN, heldBy: 'workload' },
  dashboard: { what: 'the dashboard', limit: 2_000, unit: 'ms', source: DESIGN, heldBy: 'workload' },
  health: { what: 'a health check', limit: 300, unit: 'ms', source: DESIGN, heldBy: 'workload' },
  boundaryHop: {
    what: 'a call over the service boundary',
    limit: 500,
    unit: 'ms',
    source: DESIGN,
    heldBy: null,
  },
  operation: { what: 'a service operation', limit: 1_000, unit: 'ms', source: TARGETS, heldBy: 'workload' },
  job: {
    what: 'a piece of work in the background',
    limit: 2_000,
    unit: 'ms',
    source: BENCHMARK,
    heldBy: 'workload',
  },
  servicePair: { what: 'two services together', limit: 500, unit: 'ms', source: TARGETS, heldBy: null },
  errorCase: { what: 'a refusal', limit: 200, unit: 'ms', source: TARGETS, heldBy: 'workload' },
  regression: {
    what: 'against the baseline',
    limit: 1.2,
    unit: 'times',
    source: GATES,
    heldBy: 'comparison',
  },
  contractCheck: {
    what: 'a contract check of a service',
    limit: 100,
    unit: 'ms',
    source: TARGETS,
    heldBy: null,
  },
  scenario: { what: 'a scenario', limit: 30_000, unit: 'ms', source: TARGETS, heldBy: null },
  suite: { what: 'the whole suite', limit: 300_000, unit: 'ms', source: TARGETS, heldBy: null },
} as const satisfies Record<string, SeedTarget>;

type Latency = {
  [Name in keyof typeof SEED_TARGETS]: (typeof SEED_TARGETS)[Name]['unit'] extends 'ms' ? Name : never;
}[keyof typeof SEED_TARGETS];

/** Holds the p95 to a time that the founding documents set. */
export function p95Of(name: Latency, phase?: string): Budget {
  const { limit, source } = SEED_TARGETS[name];
  return { figure: 'p95Ms', limit, source, ...(phase === undefined ? {} : { phase }) };
}

/** Fails a run in which more than one arrival in a hundred comes to nothing. */
export const errorsUnderOnePercent: Budget = {
  figure: 'errorRate',
  limit: SEED_TARGETS.errors.limit,
  source: SEED_TARGETS.errors.source,
};

export const throughputAtLeast500: Budget = {
  figure: 'throughput',
  limit: SEED_TARGETS.throughput.limit,
  source: SEED_TARGETS.throughput.source,
};

/** What the target itself may use. Its memory is measured against the most that the documents allow it. */
export const withinItsMeans: readonly Budget[] = [
  { figure: 'cpuShare', limit: SEED_TARGETS.cpu.limit, source: SEED_TARGETS.cpu.source },
  {
    figure: 'residentBytes',
    limit: SEED_TARGETS.memory.limit * SEED_TARGETS.peakMemory.limit,
    source: `${SEED_TARGETS.memory.source}, of the most in ${SEED_TARGETS.peakMemory.source}`,
  },
  { figure: 'queriesPerArrival', limit: SEED_TARGETS.queries.limit, source: SEED_TARGETS.queries.source },
];
