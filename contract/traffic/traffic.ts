import { z } from 'zod';

const countsSchema = z.record(z.string(), z.int().positive());

const statusTrafficSchema = z.strictObject({
  count: z.int().positive(),
  mediaTypes: countsSchema,
  /** Exchanges by who sent them and how they proved it: `viewer, bearer`. */
  callers: countsSchema,
});

/** Reads what `TrafficRecorder` gave out. */
export const trafficSchema = z.record(z.string(), z.record(z.string(), statusTrafficSchema));

/** Exchanges of one operation that ended with one status. */
export type StatusTraffic = z.infer<typeof statusTrafficSchema>;

/** Exchanges of a run by operation id, then by status. */
export type Traffic = z.infer<typeof trafficSchema>;

/** The traffic of several workers as one; ids, statuses and names sorted. */
export function mergeTraffic(parts: readonly Traffic[]): Traffic {
  return mergeRecords(parts, (ofOperation) => mergeRecords(ofOperation, sum));
}

function mergeRecords<T>(
  parts: readonly Record<string, T>[],
  merge: (values: readonly T[]) => T,
): Record<string, T> {
  const names = [...new Set(parts.flatMap((part) => Object.keys(part)))].sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      merge(parts.map((part) => part[name]).filter((value) => value !== undefined)),
    ]),
  );
}

function sum(parts: readonly StatusTraffic[]): StatusTraffic {
  return {
    count: parts.reduce((total, { count }) => total + count, 0),
    mediaTypes: sumCounts(parts.map(({ mediaTypes }) => mediaTypes)),
    callers: sumCounts(parts.map(({ callers }) => callers)),
  };
}

function sumCounts(parts: readonly Record<string, number>[]): Record<string, number> {
  return mergeRecords(parts, (counts) => counts.reduce((total, count) => total + count, 0));
}
