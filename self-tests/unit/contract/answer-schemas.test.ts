import { describe, expect, test } from 'vitest';
import { AnswerSchemas } from '../../../contract/schema/answer-schemas.ts';

const schemas = new AnswerSchemas({
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          id: { type: 'string', format: 'uuid' },
          name: { type: 'string', minLength: 1 },
          madeAt: { type: 'string', format: 'date-time' },
          kind: { type: 'string', enum: ['big', 'small'] },
          share: { type: 'number', minimum: 0, maximum: 1 },
          owner: { anyOf: [{ $ref: '#/components/schemas/Person' }, { type: 'null' }] },
        },
        required: ['id', 'name'],
        additionalProperties: false,
      },
      Person: {
        type: 'object',
        properties: { name: { type: 'string' } },
        required: ['name'],
        additionalProperties: false,
      },
    },
  },
});
const THING = { $ref: '#/components/schemas/Thing' };
const GOOD = {
  id: '01900000-0000-7000-8000-000000000000',
  name: 'One',
  madeAt: '2026-11-21T08:00:00.000Z',
  kind: 'big',
  share: 0.5,
  owner: { name: 'Ann' },
};

describe('The schemas of answers', () => {
  test.each([GOOD, { ...GOOD, owner: null }, { id: GOOD.id, name: 'One' }])(
    'object to nothing in a good answer',
    (value) => {
      expect(schemas.objections(THING, value)).toEqual([]);
    },
  );

  test.each<[string, unknown, string]>([
    ['a field that is not declared', { ...GOOD, passwordHash: 'x' }, '/passwordHash is not declared'],
    ['one of an inner object', { ...GOOD, owner: { name: 'Ann', salt: 'x' } }, '/owner/salt is not declared'],
    ['a missing field', { id: GOOD.id }, '/name: expected string, received undefined'],
    ['another type', { ...GOOD, name: 1 }, '/name: expected string, received number'],
    ['another value', { ...GOOD, kind: 'huge' }, '/kind: Invalid option: expected one of "big"|"small"'],
    ['a wrong id', { ...GOOD, id: '1' }, '/id: Invalid UUID'],
    ['a wrong time', { ...GOOD, madeAt: 'yesterday' }, '/madeAt: Invalid ISO datetime'],
    ['a number out of bounds', { ...GOOD, share: 2 }, '/share: Too big: expected number to be <=1'],
    ['an empty text', { ...GOOD, name: '' }, '/name: Too small: expected string to have >=1 characters'],
    ['another kind of body', [], 'the body: expected object, received array'],
  ])('object to %s', (_what, value, objection) => {
    expect(schemas.objections(THING, value)).toEqual([objection]);
  });

  test('show the beginning of what is wrong with a long list', () => {
    const list = { type: 'array', items: THING };

    const objections = schemas.objections(
      list,
      Array.from({ length: 8 }, () => ({ ...GOOD, hash: 'x' })),
    );

    expect(objections).toHaveLength(6);
    expect(objections[0]).toBe('/0/hash is not declared');
    expect(objections[5]).toBe('… and 3 more like that');
  });
});
