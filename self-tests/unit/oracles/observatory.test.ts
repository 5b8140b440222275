import { describe, expect, it } from 'vitest';
import { type Judged, observatoryScore } from '../../../oracles/observatory/score.ts';

const STRICT: Judged = {
  url: 'https://assay.test/',
  headers: {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; form-action 'self'; frame-ancestors 'none'",
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  },
  setCookies: ['__Host-session=a; Path=/; HttpOnly; Secure; SameSite=Strict'],
  html: '<script type="module" src="/assets/main.js"></script>',
};

function without(name: string): Judged {
  return {
    ...STRICT,
    headers: Object.fromEntries(Object.entries(STRICT.headers).filter(([key]) => key !== name)),
  };
}

function withHeader(name: string, value: string): Judged {
  return { ...STRICT, headers: { ...STRICT.headers, [name]: value } };
}

describe('the Observatory’s score', () => {
  it('gives a strict page every bonus', () => {
    expect(observatoryScore(STRICT).points).toBe(135);
  });

  it('gives no bonus below 90 points', () => {
    expect(observatoryScore(without('strict-transport-security')).points).toBe(80);
    expect(observatoryScore(without('content-security-policy')).points).toBe(75);
  });

  it.each([
    [
      "'unsafe-inline' scripts",
      withHeader('content-security-policy', "script-src 'self' 'unsafe-inline'"),
      -20,
    ],
    ['scripts from anywhere', withHeader('content-security-policy', "frame-ancestors 'none'"), -20],
    ['eval', withHeader('content-security-policy', "default-src 'self' 'unsafe-eval'"), -10],
    [
      'inline styles',
      withHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'"),
      0,
    ],
    ['a short memory for TLS', withHeader('strict-transport-security', 'max-age=60'), -10],
    ['a referrer for all', withHeader('referrer-policy', 'unsafe-url'), -5],
    ['no nosniff', without('x-content-type-options'), -5],
    ['credentials for other origins', withHeader('access-control-allow-origin', '*'), 0],
    ['a cookie that scripts read', { ...STRICT, setCookies: ['session=a; Secure; SameSite=Strict'] }, -30],
    [
      'a cookie for every site',
      { ...STRICT, setCookies: ['session=a; HttpOnly; Secure; SameSite=None'] },
      -20,
    ],
    ['a cookie in the clear', { ...STRICT, setCookies: ['session=a; HttpOnly; SameSite=Lax'] }, -10],
    ['a foreign script', { ...STRICT, html: '<script src="https://cdn.test/a.js"></script>' }, -5],
  ] as const)('judges %s', (_what, judged, points) => {
    expect(observatoryScore(judged).marks.map((mark) => mark.points)).toContain(points);
  });

  it('does not ask a page without TLS for what only TLS can give', () => {
    const { headers, html } = without('strict-transport-security');
    const setCookies = ['session=a; HttpOnly; SameSite=Strict'];

    expect(observatoryScore({ url: 'http://127.0.0.1/', headers, html, setCookies }).points).toBe(130);
  });

  it('takes half of the points for a page that shares with credentials', () => {
    const shared = withHeader('access-control-allow-origin', 'https://evil.test');
    const judged = { ...shared, headers: { ...shared.headers, 'access-control-allow-credentials': 'true' } };

    expect(observatoryScore(judged).points).toBe(50);
  });
});
