import type { TargetSample } from '../target/target-sample.ts';
import { type Budget, inUnits, isLeast } from './budget.ts';
import type { Overrun } from './overrun.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * One overrun in two lines, for example `p95Ms: 412.0 ms, at most 200.0 ms (2.1 times; the seeds)` and when it began, with the
 * target's state then.
 */
export function describeOverrun({ budget, limit, measured, began }: Overrun): string {
  const { figure, source } = budget;
  const times = measured === null || limit === 0 ? '' : `${(measured / limit).toFixed(1)} times; `;
  const bound = isLeast(budget) ? 'at least' : 'at most';
  const head = `${whatOf(budget)}: ${inUnits(figure, measured)}, ${bound} ${inUnits(figure, limit)}${relationOf(budget)} (${times}${source})`;
  if (began === null) return `${head}\n  no second by itself`;
  const { second, target } = began;
  const { started, latencyMs, failed, dropped, inFlight } = second;
  const seen = `${started} started, p95 ${inUnits('p95Ms', latencyMs.p95)}, ${failed + dropped} errors, ${inFlight} under way`;
  return `${head}\n  since second ${second.second}: ${seen}${describeTarget(target)}`;
}

function whatOf({ figure, phase, kind }: Budget): string {
  return [
    figure,
    ...(kind === undefined ? [] : [`of ${kind}`]),
    ...(phase === undefined ? [] : [`in phase ${phase}`]),
  ].join(' ');
}

function relationOf({ figure, limit }: Budget): string {
  if (typeof limit === 'number') return '';
  return `, which is ${limit.times} times that of phase ${limit.phase} or ${inUnits(figure, limit.least)}`;
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
