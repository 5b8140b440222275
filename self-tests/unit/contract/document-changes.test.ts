import { describe, expect, it } from 'vitest';
import { describeChange } from '../../../contract/compare/change.ts';
import { breakingChanges, documentChanges } from '../../../contract/compare/document-changes.ts';
import { loadBaseline } from '../../../contract/contract.ts';

type Json = Record<string, unknown>;

const answer = (schema: Json) => ({ 200: { content: { 'application/json': { schema } } } });
const object = (properties: Json, required: string[] = []) => ({ type: 'object', properties, required });

/** A document with one operation. */
function documentOf(
  operation: Json,
  { method = 'post', path = '/things', components = {}, url = '/api/v1' } = {},
) {
  return {
    openapi: '3.1.0',
    servers: [{ url }],
    components: { schemas: components },
    paths: { [path]: { [method]: { operationId: 'things.make', responses: {}, ...operation } } },
  };
}

const taking = (schema: Json, required = true) =>
  documentOf({ requestBody: { required, content: { 'application/json': { schema } } } });
const giving = (schema: Json) => documentOf({ responses: answer(schema) });
const asking = (...parameters: Json[]) => documentOf({ parameters });
const query = (schema: Json, required = false) => ({ name: 'q', in: 'query', required, schema });
const secured = (...ways: string[]) => documentOf({ security: ways.map((way) => ({ [way]: [] })) });
const answering = (...statuses: number[]) =>
  documentOf({ responses: Object.fromEntries(statuses.map((status) => [status, {}])) });

const text = { type: 'string' };
const number = { type: 'number' };
const nullable = { anyOf: [text, { type: 'null' }] };
const colours = (...values: string[]) => ({ type: 'string', enum: values });

/** One line for each rule: the change that breaks, and what it says. The way back breaks nobody. */
const ONE_WAY: [rule: string, before: Json, after: Json, line: string][] = [
  [
    'a property of input that is required now',
    taking(object({ a: text })),
    taking(object({ a: text }, ['a'])),
    'things.make: body /a: is required now (breaks callers who leave it out) [input-property-required]',
  ],
  [
    'a property of output that is gone',
    giving(object({ a: text, b: text }, ['a'])),
    giving(object({ a: text }, ['a'])),
    'things.make: response 200 /b: is gone (breaks callers who read it) [output-property-removed]',
  ],
  [
    'a property of output that may be missing',
    giving(object({ a: text }, ['a'])),
    giving(object({ a: text })),
    'things.make: response 200 /a: may be missing now (breaks callers who count on it) [output-property-optional]',
  ],
  [
    'a type that input takes no more',
    taking(nullable),
    taking(text),
    'things.make: body: is no longer null (breaks callers who send null) [input-type-narrowed]',
  ],
  [
    'a type that output did not have',
    giving({ type: 'array', items: text }),
    giving({ type: 'array', items: nullable }),
    'things.make: response 200 []: can be null now (breaks callers who are not prepared for null) [output-type-widened]',
  ],
  [
    'fractions that input takes no more',
    taking(number),
    taking({ type: 'integer' }),
    'things.make: body: is integer, was number (breaks callers who send what was taken) [input-type-narrowed]',
  ],
  [
    'fractions in output',
    giving({ type: 'integer' }),
    giving(number),
    'things.make: response 200: is number, was integer (breaks callers who rely on what was promised) [output-type-widened]',
  ],
  [
    'a value that input takes no more',
    taking(colours('red', 'blue')),
    taking(colours('red')),
    'things.make: body: is no longer "blue" (breaks callers who send what was taken) [input-enum-narrowed]',
  ],
  [
    'a value that output did not have',
    giving(colours('red')),
    giving(colours('red', 'blue')),
    'things.make: response 200: can be "blue" now (breaks callers who rely on what was promised) [output-enum-widened]',
  ],
  [
    'a list of values where input was free',
    taking(text),
    taking(colours('red')),
    'things.make: body: must be one of "red" now (breaks callers who send what was taken) [input-enum-narrowed]',
  ],
  [
    'free text where output had a list of values',
    giving({ type: 'string', const: 'red' }),
    giving(text),
    'things.make: response 200: can be anything now, was "red" (breaks callers who rely on what was promised) [output-enum-widened]',
  ],
  [
    'a smaller upper limit of input',
    taking({ ...number, maximum: 10 }),
    taking({ ...number, maximum: 9 }),
    'things.make: body: maximum is 9, was 10 (breaks callers who send what was taken) [input-limit-narrowed]',
  ],
  [
    'a new lower limit of input',
    taking(text),
    taking({ ...text, minLength: 1 }),
    'things.make: body: minLength is 1, was none (breaks callers who send what was taken) [input-limit-narrowed]',
  ],
  [
    'a larger upper limit of output',
    giving({ type: 'array', maxItems: 5, items: text }),
    giving({ type: 'array', maxItems: 6, items: text }),
    'things.make: response 200: maxItems is 6, was 5 (breaks callers who rely on what was promised) [output-limit-widened]',
  ],
  [
    'a form that input must have',
    taking(text),
    taking({ ...text, format: 'uuid' }),
    'things.make: body: format is uuid, was none (breaks callers who send what was taken) [input-form-narrowed]',
  ],
  [
    'a form that output no longer has',
    giving({ ...text, pattern: '^a' }),
    giving(text),
    'things.make: response 200: pattern is none, was ^a (breaks callers who rely on what was promised) [output-form-widened]',
  ],
  [
    'a parameter that is gone',
    asking(query(text)),
    asking(),
    'things.make: query q: is gone (breaks callers who send it) [parameter-removed]',
  ],
  [
    'a parameter that is required now',
    asking(query(text)),
    asking(query(text, true)),
    'things.make: query q: is required now (breaks callers who leave it out) [parameter-required]',
  ],
  [
    'a parameter that takes less',
    asking(query({ type: 'integer', maximum: 200 })),
    asking(query({ type: 'integer', maximum: 100 })),
    'things.make: query q: maximum is 100, was 200 (breaks callers who send what was taken) [input-limit-narrowed]',
  ],
  [
    'a body that is required',
    taking(text, false),
    taking(text),
    'things.make: body: is required now (breaks callers who leave it out) [body-required]',
  ],
  [
    'a media type that is gone',
    documentOf({ responses: { 200: { content: { 'text/csv': {}, 'application/json': {} } } } }),
    documentOf({ responses: { 200: { content: { 'application/json': {} } } } }),
    'things.make: response 200: is no longer text/csv (breaks callers who read it) [output-media-type-removed]',
  ],
  [
    'a refusal that is gone',
    answering(200, 409),
    answering(200),
    'things.make: response 409: is gone (breaks callers who handle it) [refusal-removed]',
  ],
  [
    'a credential that is no longer taken',
    secured('bearer', 'apiKey'),
    secured('bearer'),
    'things.make: security: no longer takes apiKey (breaks callers who use apiKey) [security-removed]',
  ],
  [
    'a credential where none was asked for',
    secured(),
    secured('bearer'),
    'things.make: security: no longer takes no credential (breaks callers who use no credential) [security-removed]',
  ],
  [
    'an entry of a map that can be null',
    giving({ type: 'object', additionalProperties: text }),
    giving({ type: 'object', additionalProperties: nullable }),
    'things.make: response 200 /*: can be null now (breaks callers who are not prepared for null) [output-type-widened]',
  ],
];

/** Changes that break callers whichever way they go. */
const BOTH_WAYS: [rule: string, before: Json, after: Json, line: string][] = [
  [
    'another operation id',
    documentOf({}),
    documentOf({ operationId: 'things.create' }),
    'things.make: is called things.create now (breaks clients that were made from its id) [operation-renamed]',
  ],
  [
    'another form',
    taking({ ...text, format: 'uuid' }),
    taking({ ...text, format: 'email' }),
    'things.make: body: format is email, was uuid (breaks callers who send what was taken) [input-form-changed]',
  ],
  [
    'another default',
    taking({ ...number, default: 1 }),
    taking({ ...number, default: 2 }),
    'things.make: body: default is 2, was 1 (breaks callers who leave it out) [input-default-changed]',
  ],
  [
    'another type of input',
    taking(object({ a: text })),
    taking(object({ a: number })),
    'things.make: body /a: is no longer string (breaks callers who send string) [input-type-narrowed]',
  ],
  [
    'another type of output',
    giving(object({ a: text })),
    giving(object({ a: number })),
    'things.make: response 200 /a: can be number now (breaks callers who are not prepared for number) [output-type-widened]',
  ],
  [
    'another status of success',
    answering(200),
    answering(201),
    'things.make: response 200: is gone (breaks callers who wait for it) [success-removed]',
  ],
  [
    'a property required of input, or gone',
    taking(object({ a: text })),
    taking(object({ a: text, b: text }, ['b'])),
    'things.make: body /b: is new and required (breaks callers who do not know it) [input-property-required]',
  ],
  [
    'a required parameter, new or gone',
    asking(),
    asking(query(text, true)),
    'things.make: query q: is new and required (breaks callers who do not know it) [parameter-required]',
  ],
  [
    'another method',
    documentOf({}),
    documentOf({}, { method: 'put' }),
    'things.make: POST /things is gone (breaks everybody who calls it) [operation-removed]',
  ],
  [
    'another place of the API',
    documentOf({}),
    documentOf({}, { url: '/api/v2' }),
    'document: servers: no longer serves /api/v1 (breaks every caller) [server-removed]',
  ],
];

const linesOf = (before: Json, after: Json) => breakingChanges(before, after).map(describeChange);

describe('breaking changes', () => {
  it.each(ONE_WAY)('name %s', (_rule, before, after, line) => {
    expect(linesOf(before, after)).toEqual([line]);
  });

  it.each(ONE_WAY)('do not name the way back from %s', (_rule, before, after) => {
    expect(linesOf(after, before)).toEqual([]);
    expect(documentChanges(after, before).length).toBeGreaterThan(0);
  });

  it.each(BOTH_WAYS)('name %s, there and back', (_rule, before, after, line) => {
    expect(linesOf(before, after)).toContain(line);
    expect(linesOf(after, before).length).toBeGreaterThan(0);
  });
});

describe('changes that break nobody', () => {
  const operation = { responses: answer({ $ref: '#/components/schemas/Thing' }) };
  const thing = object({ a: text }, ['a']);

  it.each<[string, Json, Json]>([
    [
      'another name of a schema',
      documentOf(operation, { components: { Thing: thing } }),
      documentOf({ responses: answer(thing) }),
    ],
    [
      'another name of a path parameter',
      documentOf({}, { path: '/things/{id}' }),
      documentOf({}, { path: '/things/{thingId}' }),
    ],
    ['other texts', documentOf({ summary: 'Old' }), documentOf({ summary: 'New' })],
    [
      'the same types, listed or united',
      giving({ type: ['string', 'null'] }),
      giving({ anyOf: [text, { type: 'null' }] }),
    ],
  ])('%s is no change at all', (_case, before, after) => {
    expect(documentChanges(before, after)).toEqual([]);
    expect(documentChanges(after, before)).toEqual([]);
  });

  it('a schema that refers to itself comes to an end', () => {
    const list = object({ next: { $ref: '#/components/schemas/List' } });
    const document = documentOf(
      { responses: answer({ $ref: '#/components/schemas/List' }) },
      { components: { List: list } },
    );

    expect(documentChanges(document, document)).toEqual([]);
  });

  it('the baseline does not differ from itself', () => {
    expect(documentChanges(loadBaseline(), loadBaseline())).toEqual([]);
  });
});
