import { seededRandom } from './random.ts';
import { type Label, type LabelledTable, rounded } from './table.ts';

export interface TimeSeriesOptions {
  seed: number;
  points?: number;
  /** Rise of the level from one point to the next. */
  trend?: number;
  /** Points in one season. */
  seasonLength?: number;
  /** How many points are spikes, labelled 1; at most a quarter of the points. */
  anomalies?: number;
}

export interface TimeSeries extends LabelledTable<string | number> {
  columns: ['timestamp', 'value'];
  timeColumn: 'timestamp';
}

const START = Date.parse('2026-01-01T00:00:00.000Z');
const STEP_MS = 60 * 60 * 1000;
const AMPLITUDE = 10;
/** Of the noise's standard deviation, which is 1: no noise reaches it, and no season hides it from its own phase. */
const SPIKE = 12;

/**
 * Hourly values: level + trend + season + noise, `value(t) = 100 + trend·t + 10·sin(2πt/seasonLength) + N(0, 1)`,
 * and spikes of 12 standard deviations, up or down, never two in a row.
 */
export function timeSeries(options: TimeSeriesOptions): TimeSeries {
  const { seed, points = 480, trend = 0.05, seasonLength = 24, anomalies = 6 } = options;
  if (anomalies > points / 4) throw new RangeError('at most a quarter of the points can be spikes');
  const random = seededRandom(seed);
  // Spikes take even places alone, so that none has a spike beside it.
  const places = Array.from({ length: Math.floor(points / 2) }, (_, index) => 2 * index);
  const spikes = new Set(random.shuffled(places).slice(0, anomalies));
  const labels = Array.from({ length: points }, (_, t): Label => (spikes.has(t) ? 1 : 0));
  return {
    columns: ['timestamp', 'value'],
    rows: labels.map((label, t) => {
      const season = AMPLITUDE * Math.sin((2 * Math.PI * t) / seasonLength);
      const spike = label === 1 ? SPIKE * random.pick([-1, 1]) : 0;
      const value = 100 + trend * t + season + random.normal() + spike;
      return [new Date(START + t * STEP_MS).toISOString(), rounded(value)];
    }),
    labels,
    labelColumn: 'label',
    timeColumn: 'timestamp',
  };
}
