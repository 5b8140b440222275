import { algorithmById } from './catalogue.ts';

/**
 * The feature columns as an algorithm takes them: a time series has the time of its rows first. Null where it needs a time
 * column and the dataset has none.
 */
export function featureColumnsOf(
  algorithm: string,
  timeColumn: string | null,
  columns: readonly string[],
): string[] | null {
  if (algorithmById(algorithm)?.kind !== 'time_series') return [...columns];
  return timeColumn === null ? null : [timeColumn, ...columns];
}
