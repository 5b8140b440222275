import { stages } from '../arrivals/plan.ts';
import { p95AtMostTwice } from '../budgets/relative.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  reader: LoadActor;
  datasetId: string;
  /** How many rows it has. */
  rows: number;
  /** A stream that has `points` of them, numbered from 1. */
  streamId: string;
  points: number;
}

/** Rows or points on a page. */
const LIMIT = 50;
/** Pages at either end among which the arrivals choose, one after the other. */
const PAGES = 20;
/** Index of the phase that reads the last pages; the warm-up is 0. */
const DEEP = 2;

/** Reads pages of rows and of points in turn, at the beginning of the list or at its end; each must hold what belongs there. */
export const begin: Begin<Input> = async ({ input, client }) => {
  const api = await client(input.reader);
  const offsetOf = (arrival: number, phase: number, total: number): number => {
    const pages = (Math.floor(arrival / 2) % PAGES) * LIMIT;
    return phase === DEEP ? Math.max(0, total - LIMIT - pages) : pages;
  };
  return async (arrival, phase) => {
    if (arrival % 2 === 0) {
      const offset = offsetOf(arrival, phase, input.rows);
      const { items } = answered(await api.datasets.rows(input.datasetId, { offset, limit: LIMIT }));
      inOrder(
        items.map(({ index }) => index),
        offset,
      );
    } else {
      const offset = offsetOf(arrival, phase, input.points);
      const { items } = answered(await api.streams.points(input.streamId, { offset, limit: LIMIT }));
      inOrder(
        items.map(({ sequence }) => sequence),
        offset + 1,
      );
    }
  };
};

function inOrder(numbers: readonly number[], first: number): void {
  if (numbers.length === LIMIT && numbers.every((number, index) => number === first + index)) return;
  throw new UnexpectedAnswer('a page of other rows');
}

export function deepPages(
  input: Input,
  { rate, durationMs }: { rate: number; durationMs: number },
): Workload {
  return {
    question: 'Is the last page of a long list as fast as the first?',
    arrivals: stages([
      { name: 'first pages', rate, durationMs },
      { name: 'last pages', rate, durationMs },
    ]),
    flow: { module: import.meta.url, input },
    budgets: [p95Of('latency'), p95AtMostTwice('last pages', 'first pages'), errorsUnderOnePercent],
  };
}
