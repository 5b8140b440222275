import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A plane's name, the label `plane` of each of its series. */
export type Plane = 'control' | 'compute';

/** The measurements of one plane. Durations are seconds. */
export interface Metrics {
  registry: Registry;
  requests: Counter<'operation' | 'method' | 'status'>;
  requestDuration: Histogram<'operation'>;
  databaseQueries: Counter<'pool'>;
  databaseQueryDuration: Histogram<'pool'>;
  queueDepth: Gauge<'status'>;
  /** Runs before each scrape, for gauges that have to be asked for. */
  beforeScrape(collect: () => Promise<void>): void;
  /** The plane's series in Prometheus' text format. */
  exposition(): Promise<string>;
}

/** The registry of one plane, with the process's own figures (memory, CPU, event-loop lag) in it. */
export function createMetrics(plane: Plane): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ plane });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const collectors: (() => Promise<void>)[] = [];
  return {
    registry,
    requests: new Counter({
      name: 'assay_http_requests_total',
      help: 'Requests answered, by operation and status.',
      labelNames: ['operation', 'method', 'status'],
      registers,
    }),
    requestDuration: new Histogram({
      name: 'assay_http_request_duration_seconds',
      help: 'Time from the request line to the end of the answer.',
      labelNames: ['operation'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    databaseQueries: new Counter({
      name: 'assay_database_queries_total',
      help: 'Statements sent to PostgreSQL, BEGIN and COMMIT included.',
      labelNames: ['pool'],
      registers,
    }),
    databaseQueryDuration: new Histogram({
      name: 'assay_database_query_duration_seconds',
      help: 'Time that a statement took, as the caller saw it.',
      labelNames: ['pool'],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    queueDepth: new Gauge({
      name: 'assay_queue_depth',
      help: 'Jobs that are not finished, by status.',
      labelNames: ['status'],
      registers,
    }),
    beforeScrape: (collect) => void collectors.push(collect),
    async exposition() {
      await Promise.all(collectors.map((collect) => collect()));
      return registry.metrics();
    },
  };
}

/**
 * Joins the expositions of several planes into one: each metric's HELP and TYPE once, as the format demands,
 * with the series of all planes below it.
 */
export function mergeExpositions(texts: readonly string[]): string {
  const blocks = new Map<string, string[]>();
  for (const block of texts.flatMap((text) => text.trim().split(/\n{2,}/))) {
    const lines = block.split('\n');
    const name = /^# HELP (\S+)/.exec(lines[0] ?? '')?.[1];
    if (name === undefined) continue;
    const known = blocks.get(name);
    if (known) known.push(...lines.filter((line) => !line.startsWith('#')));
    else blocks.set(name, lines);
  }
  return `${[...blocks.values()].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
