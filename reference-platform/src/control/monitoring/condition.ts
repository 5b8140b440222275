import type { AlertMetric, AlertRuleRow } from './tables.ts';

const words: Readonly<Record<AlertMetric, string>> = {
  anomaly_rate: 'anomaly rate',
  drift: 'score shift',
  error_rate: 'error rate',
  latency_p95: '95th percentile of latency',
  stream_lag: 'stream lag',
};

function inUnits(metric: AlertMetric, value: number): string {
  switch (metric) {
    case 'anomaly_rate':
    case 'error_rate':
      return `${Number((value * 100).toPrecision(3))} %`;
    case 'latency_p95':
      return `${Number(value.toPrecision(3))} ms`;
    case 'stream_lag':
      return `${Number(value.toPrecision(3))} s`;
    case 'drift':
      return String(Number(value.toPrecision(3)));
  }
}

/** What was measured beside what the rule asks, for people: `anomaly rate is 5 %, above 2 %`. */
export function describeCondition(
  { metric, comparator, threshold }: Pick<AlertRuleRow, 'metric' | 'comparator' | 'threshold'>,
  value: number,
  holds = true,
): string {
  const side = holds ? comparator : `no longer ${comparator}`;
  return `${words[metric]} is ${inUnits(metric, value)}, ${side} ${inUnits(metric, threshold)}`;
}
