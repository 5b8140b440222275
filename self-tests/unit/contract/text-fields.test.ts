import { describe, expect, it } from 'vitest';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import { textFields } from '../../../contract/schema/text-fields.ts';

const schemas = new Schemas({
  components: { schemas: { Name: { type: 'string', maxLength: 80 } } },
});

describe('The texts of a body', () => {
  it('are found in objects, arrays, unions and behind references, each once', () => {
    const schema = {
      type: 'object',
      properties: {
        name: { $ref: '#/components/schemas/Name' },
        tags: { type: 'array', items: { type: 'string' } },
        count: { type: 'integer' },
        subject: {
          anyOf: [
            { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } },
            {
              type: 'object',
              properties: { id: { type: 'string', format: 'uuid' }, mail: { type: 'string' } },
            },
          ],
        },
      },
    };

    expect(textFields(schemas, schema).map(({ pointer }) => pointer)).toEqual([
      '/name',
      '/tags/0',
      '/subject/id',
      '/subject/mail',
    ]);
  });

  it('are free where neither values nor a format or pattern bind them', () => {
    const free = (schema: object) => textFields(schemas, schema).map((field) => field.free);

    expect(free({ type: 'string', maxLength: 3 })).toEqual([true]);
    expect(free({ type: ['string', 'null'] })).toEqual([true]);
    expect(free({ type: 'string', enum: ['a'] })).toEqual([false]);
    expect(free({ type: 'string', format: 'date-time' })).toEqual([false]);
    expect(free({ type: 'string', pattern: '^a$' })).toEqual([false]);
  });
});
