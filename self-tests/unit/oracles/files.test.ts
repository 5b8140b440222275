import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { HEADERS, objections, TOKEN, WEB } from './observed.ts';

describe('the passive oracles of files', () => {
  const file = (bodyText: string, exchange: Partial<Exchange> = {}) =>
    objections(
      {
        path: '/assets/main.js',
        responseHeaders: { ...HEADERS, 'content-type': 'text/javascript; charset=utf-8' },
        bodyText,
        ...exchange,
      },
      WEB,
    );

  it.each([
    ['a source map', 'run()\n//# sourceMappingURL=main.js.map', 'names a source map'],
    ['a private key', '"-----BEGIN PRIVATE KEY-----"', 'holds a private key'],
    ['a JSON Web Token', `const token="${TOKEN}"`, 'holds a JSON Web Token'],
    ['an API key', `const key="ak_${'k'.repeat(43)}"`, 'holds an API key'],
    ['an AWS access key', 'const id="AKIAIOSFODNN7EXAMPLE"', 'holds an AWS access key'],
    ['a Stripe key', `const pay="sk_live_${'1a'.repeat(12)}"`, 'holds a Stripe key'],
    ['a DSN', 'connect("postgres://assay:s3cret@db.internal/assay")', 'holds a connection string'],
    ['a secret in the source', 'var JWT_SECRET="9f86d081884c7d659a2feaa0c55ad015"', 'holds a named secret'],
    [
      'a path of the builder',
      'src("/home/ci/assay/src/main.tsx")',
      'holds a path of the machine that built it',
    ],
  ])('object to %s', (_what, bodyText, objection) => {
    expect(file(bodyText)).toEqual([`files: ${objection}`]);
  });

  it('object to a source map that can be downloaded', () => {
    expect(file('{"version":3}', { path: '/assets/main.js.map' })).toEqual(['files: is a source map']);
  });

  it('object to a source map that a header names', () => {
    const responseHeaders = {
      ...HEADERS,
      'content-type': 'text/javascript; charset=utf-8',
      sourcemap: '/main.js.map',
    };

    expect(file('run()', { responseHeaders })).toEqual(['files: names a source map']);
  });

  it('take words about secrets for no secret', () => {
    expect(file('label={password:"Your password, at least 12 characters",secret:secretOf(key)}')).toEqual([]);
  });

  it.each([
    ['a page', { 'content-type': 'text/html; charset=utf-8' }, {}],
    ['a refusal', { 'content-type': 'text/plain; charset=utf-8' }, { status: 404 }],
  ])('object to %s that a cache may keep', (_what, headers, exchange) => {
    const responseHeaders = { ...HEADERS, 'cache-control': 'max-age=60', ...headers };

    expect(file('', { responseHeaders, ...exchange })).toEqual([
      'caching: may be kept: cache-control max-age=60',
    ]);
  });

  it('object to a cookie on a file that a cache may keep', () => {
    const responseHeaders = {
      ...HEADERS,
      'cache-control': 'public',
      'content-type': 'text/css; charset=utf-8',
    };
    const setCookies = ['session=1; HttpOnly; SameSite=Strict; Path=/'];

    expect(file('', { responseHeaders, setCookies })).toEqual([
      'caching: sets a cookie and may be kept by a cache',
    ]);
  });

  it('object to a page under the name of a script', () => {
    expect(file('<!doctype html><title>Not found</title>')).toEqual([
      'content: has content type text/javascript; charset=utf-8 and the body of a page',
    ]);
  });

  it('object to a body without a content type', () => {
    const responseHeaders = Object.fromEntries(
      Object.entries(HEADERS).filter(([name]) => name !== 'content-type'),
    );

    expect(file('run()', { responseHeaders })).toEqual(['content: has a body and no content type']);
  });
});
