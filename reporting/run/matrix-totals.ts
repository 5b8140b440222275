import type { TestCase } from '@playwright/test/reporter';
import { counted } from './counted.ts';

/** What a test of the matrix notes at itself: how many cells it has tried. */
export const MATRIX_CELLS = 'matrix cells';
/** How long it took to send them and to hear of all: `85.2 ms`. */
const MATRIX_SENDING = 'matrix sending';
/** The WebSocket channel that it tried, where it was no operation. */
export const MATRIX_CHANNEL = 'matrix channel';

/** How many questions each cell is asked: status, canary, side effect, existence, read-back, audit. */
const ORACLES = 6;

/**
 * One line: `134 operations and 2 channels, 12,679 cells, 6 oracles; 19.4 s of sending, 653 cells/s a worker`; `null` for a
 * run without the matrix.
 */
export function describeMatrix(tests: readonly Pick<TestCase, 'results'>[]): string | null {
  const tried = tests.flatMap(({ results }) => {
    const annotations = results.at(-1)?.annotations ?? [];
    const noted = (wanted: string) => annotations.find(({ type }) => type === wanted)?.description;
    const cells = noted(MATRIX_CELLS);
    if (cells === undefined) return [];
    const isChannel = noted(MATRIX_CHANNEL) !== undefined;
    return [{ cells: Number(cells), sendingMs: Number.parseFloat(noted(MATRIX_SENDING) ?? '0'), isChannel }];
  });
  if (tried.length === 0) return null;
  const cells = sum(tried.map((each) => each.cells));
  const seconds = sum(tried.map(({ sendingMs }) => sendingMs)) / 1000;
  const channels = tried.filter(({ isChannel }) => isChannel).length;
  const what = [
    ...(tried.length > channels ? [counted(tried.length - channels, 'operation')] : []),
    ...(channels > 0 ? [counted(channels, 'channel')] : []),
  ];
  // A worker sends for one test at a time, so the times of all add up to those of the workers.
  const pace =
    seconds > 0
      ? `; ${seconds.toFixed(1)} s of sending, ${grouped(Math.round(cells / seconds))} cells/s a worker`
      : '';
  return `${what.join(' and ')}, ${grouped(cells)} cells, ${ORACLES} oracles${pace}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
