import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../../src/http/security-headers.ts';

describe('the headers of every answer', () => {
  it('bind browsers to https for two years where users come by it', () => {
    expect(securityHeaders('https://assay.test')).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['http://assay.test', null])('leave it out for %s, where browsers would ignore it', (publicUrl) => {
    expect(securityHeaders(publicUrl)).not.toHaveProperty('strict-transport-security');
    expect(securityHeaders(publicUrl)).toHaveProperty('content-security-policy');
  });
});
