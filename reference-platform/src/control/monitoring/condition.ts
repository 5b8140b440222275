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

/** What was measured beside what the rule asks, for people: `anomaly rate 5 %, limit above 2 %`. */
export function describeCondition(
  { metric, comparator, threshold }: Pick<AlertRuleRow, 'metric' | 'comparator' | 'threshold'>,
  value: number,
): string {
  return `${words[metric]} ${inUnits(metric, value)}, limit ${comparator} ${inUnits(metric, threshold)}`;
}
