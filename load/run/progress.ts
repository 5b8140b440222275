import type { SecondFigures } from '../figures/second-tally.ts';
import type { TargetSample } from '../target/target-sample.ts';

const MEBIBYTE = 1024 * 1024;

/** One second of a run in one line for the terminal. */
export function progressLine(figures: SecondFigures, target: TargetSample | null): string {
  const { second, started, failed, dropped, inFlight, latencyMs } = figures;
  const milliseconds = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
  const latency = `p50 ${milliseconds(latencyMs.p50)} p95 ${milliseconds(latencyMs.p95)} p99 ${milliseconds(latencyMs.p99)} ms`;
  const own = `${second + 1} s  ${started}/s  ${latency}  ${failed + dropped} errors  ${inFlight} under way`;
  if (target === null) return own;
  const { cpuCores, residentBytes, queueDepth } = target;
  const shown = [
    cpuCores === null ? '' : `${cpuCores.toFixed(1)} cores`,
    residentBytes === null ? '' : `${(residentBytes / MEBIBYTE).toFixed(0)} MiB`,
    queueDepth === null ? '' : `${queueDepth} waiting`,
  ].filter((figure) => figure !== '');
  return `${own}  target ${shown.join(' ')}`;
}
