import { describe, expect, it } from 'vitest';
import { headerListOf } from '../../../config/header-list.ts';

describe('a list of headers', () => {
  it('is pairs with commas between them, with values decoded', () => {
    expect(headerListOf('authorization=Bearer%20a%2Cb, x-tenant = 1 ,x-key=a=b')).toEqual({
      authorization: 'Bearer a,b',
      'x-tenant': '1',
      'x-key': 'a=b',
    });
  });

  it.each(['', 'x', 'x=', '=1', 'a=1,,b=2', 'a b=1', 'x=%', 'x=%ff'])('is not %j', (list) => {
    expect(headerListOf(list)).toBeNull();
  });
});
