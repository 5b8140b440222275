import { duration, figure, share } from '../../format/numbers.ts';
import type { AlertRule, Metric } from '../../shapes/monitoring.ts';

/** What can be watched: its name, the unit in which people enter a threshold, and how much of the API's unit that is. */
export const metrics: Readonly<
  Record<Metric, { name: string; unit: string; factor: number; initial: string }>
> = {
  anomaly_rate: { name: 'Anomaly rate', unit: '%', factor: 0.01, initial: '5' },
  drift: { name: 'Score shift', unit: '0 to 1', factor: 1, initial: '0.2' },
  error_rate: { name: 'Error rate', unit: '%', factor: 0.01, initial: '5' },
  latency_p95: { name: 'Latency, 95th percentile', unit: 'ms', factor: 1, initial: '500' },
  stream_lag: { name: 'Stream lag', unit: 's', factor: 1, initial: '60' },
};

/** A measured value in its unit; `–` where nothing could be measured. */
export function measured(metric: Metric, value: number | null): string {
  if (value === null) return '–';
  switch (metric) {
    case 'anomaly_rate':
    case 'error_rate':
      return share(value);
    case 'latency_p95':
      return duration(value);
    case 'stream_lag':
      return duration(value * 1000);
    case 'drift':
      return figure(value);
  }
}

/** What a rule asks: `Anomaly rate above 5.0%`. */
export function condition({
  metric,
  comparator,
  threshold,
}: Pick<AlertRule, 'metric' | 'comparator' | 'threshold'>) {
  return `${metrics[metric].name} ${comparator} ${measured(metric, threshold)}`;
}
