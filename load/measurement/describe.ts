import type { Measurement, PhaseFigures } from './measurement.ts';

const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} ms`);
const rate = (value: number | null): string => (value === null ? 'as they can' : `${value.toFixed(1)}/s`);

/** The measurement in a few lines of text: a line a counted phase where there are several. */
export function describeMeasurement(measurement: Measurement): string {
  const { latencyMs, latenessMs, loopLagMs, machineBusy, strangers, errors } = measurement;
  const kinds = Object.entries(errors).map(([kind, count]) => `${count} × ${kind}`);
  const counted = measurement.phases.filter((phase) => phase.counted);
  return [
    measurement.question,
    `  ${measurement.invalid.length === 0 ? 'valid' : `INVALID: ${measurement.invalid.join('; ')}`}`,
    `  rate     offered ${rate(measurement.offeredRate)}, reached ${rate(measurement.reachedRate)}`,
    `  latency  p50 ${milliseconds(latencyMs.p50)}, p90 ${milliseconds(latencyMs.p90)}, p95 ${milliseconds(latencyMs.p95)}, p99 ${milliseconds(latencyMs.p99)}, max ${milliseconds(latencyMs.max)}`,
    `  answers  ${measurement.succeeded} right, ${measurement.failed} failed, ${measurement.dropped} dropped${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`,
    ...(counted.length > 1 ? counted.map(describePhase) : []),
    `  own lag  lateness p99 ${milliseconds(latenessMs.p99)}, event loop p99 ${milliseconds(loopLagMs.p99)}, cores ${(100 * machineBusy).toFixed(0)} % busy${strangers === null ? '' : `, ${(100 * strangers).toFixed(0)} % by strangers`}`,
  ].join('\n');
}

function describePhase({ name, offeredRate, reachedRate, latencyMs, errorRate }: PhaseFigures): string {
  return `  ${name.padEnd(8)} offered ${rate(offeredRate)}, reached ${rate(reachedRate)}, p95 ${milliseconds(latencyMs.p95)}, errors ${(100 * errorRate).toFixed(1)} %`;
}
