import { onOneField } from './json-spoiler.ts';
import type { Operator } from './operator.ts';

const SHIFT_MS = 86_400_000;

/** The response operators of the literature that change one field of an answer. */
export const jsonFieldOperators: readonly Operator[] = [
  onOneField({ name: 'remove', does: 'leaves out a field', change: () => [undefined] }),
  onOneField({
    name: 'null',
    does: 'answers null in a field',
    change: (value) => (value === null ? null : [null]),
  }),
  onOneField({
    name: 'type',
    does: 'answers a field in another type',
    change: (value) => [typeof value === 'string' ? 42 : String(value)],
  }),
  onOneField({
    name: 'number',
    does: 'answers a wrong number',
    change: (value) => (typeof value === 'number' ? [value + 1] : null),
  }),
  onOneField({
    name: 'boolean',
    does: 'answers the opposite in a field',
    change: (value) => (typeof value === 'boolean' ? [!value] : null),
  }),
  onOneField({
    name: 'text',
    does: 'answers another text',
    change: (value) => (typeof value === 'string' && !/^\d{4}-\d\d-\d\dT/.test(value) ? [`${value}~`] : null),
  }),
  onOneField({
    name: 'time',
    does: 'answers another time',
    change: (value) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)
        ? [new Date(Date.parse(value) - SHIFT_MS).toISOString()]
        : null,
  }),
];
