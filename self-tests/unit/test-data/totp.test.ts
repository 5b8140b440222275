import { describe, expect, it } from 'vitest';
import { totp, wrongCode } from '../../../test-data/totp.ts';

describe('totp', () => {
  // The last six digits of RFC 6238, appendix B, SHA-1; its secret is the ASCII text 12345678901234567890.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('gives at %i s the code of RFC 6238', (seconds, code) => {
    expect(totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1000)).toBe(code);
  });

  it('has a wrong code beside each right one', () => {
    expect(wrongCode('999999')).toBe('000000');
    expect(wrongCode('000041')).toBe('000042');
  });
});
