import { setImmediate } from 'node:timers/promises';

/** Values sorted at once: about 10 ms, so that the event loop is free in between. */
const RUN = 131_072;

/**
 * Sorts values (shape [n], no NaN) ascending, giving way to other work in between; the array is used up.
 * @returns the sorted values: the same array or a new one of the same shape.
 */
export async function sortCooperatively(values: Float64Array): Promise<Float64Array> {
  for (let start = 0; start < values.length; start += RUN) {
    values.subarray(start, start + RUN).sort();
    await setImmediate();
  }
  let from = values;
  let to = values.length > RUN ? new Float64Array(values.length) : values;
  for (let width = RUN; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      merge(
        from,
        to,
        start,
        Math.min(start + width, values.length),
        Math.min(start + 2 * width, values.length),
      );
      await setImmediate();
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges the sorted ranges [start, middle) and [middle, end) of `from` into the same range of `to`. */
function merge(from: Float64Array, to: Float64Array, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at += 1) {
    const a = left < middle ? (from[left] ?? 0) : Infinity;
    const b = right < end ? (from[right] ?? 0) : Infinity;
    if (right >= end || (left < middle && a <= b)) {
      to[at] = a;
      left += 1;
    } else {
      to[at] = b;
      right += 1;
    }
  }
}

/** The values without the missing ones (NaN), as a new array. */
export function presentValues(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    present[count] = value;
    count += 1;
  }
  return present.subarray(0, count);
}
