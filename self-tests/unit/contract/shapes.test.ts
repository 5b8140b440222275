import { describe, expect, it } from 'vitest';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import {
  join,
  observe,
  type ObservedShape,
  observedShapeSchema,
} from '../../../contract/shapes/observed-shape.ts';
import { RecordedShape } from '../../../contract/shapes/recorded-shape.ts';
import { shapeLines } from '../../../contract/shapes/shape-lines.ts';

const ID = '01939c5e-7c00-7000-8000-000000000001';
const TIME = '2026-11-21T08:00:00.000Z';

const text = { type: 'string' };
const id = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const SCHEMA = {
  type: 'object',
  properties: {
    id,
    at: { anyOf: [time, { type: 'null' }] },
    note: text,
    sizes: { type: 'array', items: { type: ['integer', 'null'] } },
    values: { type: 'object', additionalProperties: { type: ['number', 'string'] } },
    open: { type: 'object', additionalProperties: {} },
    parts: { type: 'array', items: { type: 'object', properties: { name: text }, required: ['name'] } },
  },
  required: ['id', 'at', 'sizes', 'values', 'open', 'parts'],
};
const FULL = {
  id: ID,
  at: TIME,
  note: 'free',
  sizes: [1, 2.5],
  values: { a: 1, b: 2 },
  open: { anything: 1 },
  parts: [{ name: 'x' }],
};

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const linesOf = (shape: ObservedShape) => shapeLines(shape, new Schemas({}), SCHEMA);
const objectionsTo = (value: unknown) => new RecordedShape(linesOf(observe(FULL))).objections(value);

describe('recorded shapes', () => {
  it('hold places and types, no values, with what the document says may be null or missing', () => {
    expect(linesOf(observe(FULL))).toEqual({
      '': 'object',
      '/at': 'null | string date-time',
      '/id': 'string uuid',
      '/note?': 'string',
      '/open': 'object',
      '/parts': 'array',
      '/parts[]': 'object',
      '/parts[]/name': 'string',
      '/sizes': 'array',
      '/sizes[]': 'null | number',
      '/values': 'object',
      '/values/*': 'number | string',
    });
  });

  it('come out the same whatever the order in which answers came, files between', () => {
    const bare = { ...FULL, note: undefined, at: null, sizes: [], parts: [] };
    const answers = [FULL, bare, { ...FULL, at: null }].map((value) => observe(asJson(value)));
    const stored = answers.map((shape) => observedShapeSchema.parse(asJson(shape)));

    const [one, other] = [answers.reduce(join), stored.toReversed().reduce(join)];

    expect(linesOf(other)).toEqual(linesOf(one));
    expect(linesOf(one)).toEqual(linesOf(observe(FULL)));
  });

  it('take a string of no one form for text, and what was only null for what the document allows', () => {
    const mixed = join(observe({ ...FULL, id: ID }), observe({ ...FULL, id: 'x', at: null }));
    expect(linesOf(mixed)['/id']).toBe('string');
    expect(linesOf(observe({ ...FULL, at: null }))['/at']).toBe('null | string date-time');
  });

  it('take no text for an id because it looks like one', () => {
    expect(linesOf(observe({ ...FULL, note: ID }))['/note?']).toBe('string');
  });

  it.each<[string, unknown]>([
    ['the same answer', FULL],
    ['null where it may be', { ...FULL, at: null, sizes: [null] }],
    ['an optional field left out', { ...FULL, note: undefined }],
    ['an empty list and an empty map', { ...FULL, parts: [], values: {} }],
    ['other keys of a map', { ...FULL, values: { c: 'text' } }],
    ['a new field', { ...FULL, extra: true }],
  ])('take %s', (_case, value) => {
    expect(objectionsTo(asJson(value))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a field that is gone', { ...FULL, id: undefined }, '/id is gone'],
    ['a field that is gone from items', { ...FULL, parts: [{}] }, '/parts[]/name is gone'],
    ['another type', { ...FULL, note: 7 }, '/note is number, and was string'],
    ['another form', { ...FULL, id: 'x' }, '/id is string, and was string uuid'],
    ['null where it may not be', { ...FULL, parts: null }, '/parts is null, and was array'],
    ['another type in a list', { ...FULL, sizes: ['1'] }, '/sizes[] is string, and was null or number'],
    [
      'another type in a map',
      { ...FULL, values: { a: true } },
      '/values/* is boolean, and was number or string',
    ],
    ['another body', [], 'the body is array, and was object'],
  ])('object to %s', (_case, value, line) => {
    expect(objectionsTo(asJson(value))).toEqual([line]);
  });
});
