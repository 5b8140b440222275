import type { TargetSample } from '../target/target-sample.ts';
import { inUnits } from './budget.ts';
import type { Overrun } from './overrun.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * One overrun in one or two lines, for example `p95Ms: 412.0 ms, at most 200.0 ms (2.1 times; the seeds)` and when it began, with
 * the target's state then.
 */
export function describeOverrun({ budget, measured, began }: Overrun): string {
  const { figure, limit, source, phase } = budget;
  const times = measured === null || limit === 0 ? '' : `${(measured / limit).toFixed(1)} times; `;
  const bound = figure === 'reachedRate' ? 'at least' : 'at most';
  const where = phase === undefined ? '' : ` in phase ${phase}`;
  const head = `${figure}${where}: ${inUnits(figure, measured)}, ${bound} ${inUnits(figure, limit)} (${times}${source})`;
  if (began === null) return `${head}\n  no second by itself`;
  const { second, target } = began;
  const { started, latencyMs, failed, dropped, inFlight } = second;
  const seen = `${started} started, p95 ${inUnits('p95Ms', latencyMs.p95)}, ${failed + dropped} errors, ${inFlight} under way`;
  return `${head}\n  since second ${second.second}: ${seen}${describeTarget(target)}`;
}

function describeTarget(sample: TargetSample | null): string {
  if (sample === null) return '';
  const { cpuCores, residentBytes, loopLagMs, queueDepth } = sample;
  const figures = [
    ...(cpuCores === null ? [] : [`${cpuCores.toFixed(1)} cores`]),
    ...(residentBytes === null ? [] : [`${(residentBytes / MEBIBYTE).toFixed(0)} MiB`]),
    ...(loopLagMs === null ? [] : [`event loop ${loopLagMs.toFixed(1)} ms late`]),
    ...(queueDepth === null ? [] : [`${queueDepth} jobs waiting`]),
  ];
  return figures.length === 0 ? '' : `; target: ${figures.join(', ')}`;
}
