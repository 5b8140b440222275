import { describe, expect, it } from 'vitest';
import { prototypeFields } from '../../src/http/prototype-fields.ts';

describe('fields named after the prototype', () => {
  it('are found at whatever depth, by their pointers', () => {
    const body: unknown = JSON.parse('{"a/b":[{"__proto__":1}],"__proto__":{"x":1},"c":{"d":"__proto__"}}');

    expect(prototypeFields(body).sort()).toEqual(['/__proto__', '/a~1b/0/__proto__']);
  });

  it('are none in what is no object', () => {
    expect(prototypeFields('__proto__')).toEqual([]);
    expect(prototypeFields(null)).toEqual([]);
  });

  it('are looked for in a body that is nested deeper than calls can be', () => {
    const body: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect(prototypeFields(body)).toEqual([]);
  });
});
