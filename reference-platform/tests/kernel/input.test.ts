import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput, textConverter } from '../../src/http/input.ts';
import { pageQuery } from '../../src/http/schemas.ts';

const query = pageQuery.extend({
  q: z.string().optional(),
  deep: z.boolean().optional(),
  share: z.number().optional(),
});
const parse = (raw: Record<string, unknown>) => parseInput(query, textConverter(query)(raw), '/query');

describe('the input of an operation', () => {
  it('has its defaults where nothing is sent', () => {
    expect(parse({})).toEqual({ valid: true, value: { limit: 50, offset: 0 } });
  });

  it('is converted from text to the types of the schema, and to nothing else', () => {
    expect(parse({ limit: '7', deep: 'true', share: '0.25', q: '12' })).toEqual({
      valid: true,
      value: { limit: 7, offset: 0, deep: true, share: 0.25, q: '12' },
    });
  });

  it.each(['', ' 7', '0x7', '7e1', '1.5', 'seven', '0', '201'])('refuses the limit %j', (limit) => {
    expect(parse({ limit })).toMatchObject({ valid: false, faults: [{ pointer: '/query/limit' }] });
  });

  it('refuses a parameter that is given twice', () => {
    expect(parse({ limit: ['1', '2'] })).toMatchObject({
      valid: false,
      faults: [{ pointer: '/query/limit' }],
    });
  });

  it('names each unknown field by a JSON pointer', () => {
    const schema = z.strictObject({ inner: z.strictObject({}) });

    const parsed = parseInput(schema, { inner: { 'a/b': 1, 'c~d': 2 } }, '');

    expect(parsed).toEqual({
      valid: false,
      faults: [
        { pointer: '/inner/a~1b', detail: 'Unknown field' },
        { pointer: '/inner/c~0d', detail: 'Unknown field' },
      ],
    });
  });
});
