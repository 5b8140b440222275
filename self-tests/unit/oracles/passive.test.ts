import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { describeFindings, judge } from '../../../oracles/passive/judge.ts';
import { FOREIGN, HEADERS, objections, observed, OWN, TOKEN, WEB } from './observed.ts';

describe('the passive oracles', () => {
  it('object to nothing in a good exchange', () => {
    expect(objections()).toEqual([]);
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['a server error', { status: 500 }, 'status: answered 500: never a server error'],
    ['a server error that is declared', { status: 503 }, 'status: answered 503: never a server error'],
    [
      'an undeclared status',
      { status: 202 },
      'status: answered 202, which the contract does not declare for things.get (200, 204, 404, 503)',
    ],
    [
      'an undeclared media type',
      { responseHeaders: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } },
      'media type: has content type text/html, the contract declares application/json',
    ],
    [
      'a body where there is none',
      { status: 204, bodyText: '{}' },
      'media type: has a body where the contract declares none',
    ],
    [
      "another tenant's canary in the body",
      { bodyText: `{"name":"${FOREIGN}"}` },
      `canary: shows ${FOREIGN}, the canary of another tenant, to viewer`,
    ],
    [
      "another tenant's canary in a header",
      { responseHeaders: { ...HEADERS, 'x-note': FOREIGN } },
      `canary: shows ${FOREIGN}, the canary of another tenant, to viewer`,
    ],
    [
      'a password hash',
      { bodyText: '{"hash":"$argon2id$v=19$m=19456"}' },
      'disclosure: shows a password hash',
    ],
    ['an access token', { bodyText: `{"token":"${TOKEN}"}` }, 'disclosure: shows a JSON Web Token'],
    ['an API key', { bodyText: `{"key":"ak_${'k'.repeat(43)}"}` }, 'disclosure: shows an API key'],
    [
      'a stack trace',
      { status: 404, bodyText: '{"detail":"Error\\n    at read (/x.js:1:2)"}' },
      'disclosure: shows a stack trace',
    ],
    [
      'SQL',
      { status: 404, bodyText: '{"detail":"select id from users where id = 1"}' },
      'disclosure: shows SQL',
    ],
    [
      'a database error',
      { status: 404, bodyText: '{"detail":"duplicate key value violates unique constraint"}' },
      'disclosure: shows a database error',
    ],
    [
      'an internal path',
      { status: 404, bodyText: '{"detail":"cannot open /var/lib/assay"}' },
      'disclosure: shows an internal path',
    ],
    [
      'a missing header',
      { responseHeaders: { ...HEADERS, 'x-frame-options': 'SAMEORIGIN' } },
      'headers: has the header x-frame-options: SAMEORIGIN',
    ],
    [
      'an unsafe content policy',
      {
        responseHeaders: {
          ...HEADERS,
          'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'",
        },
      },
      "headers: has the header content-security-policy: default-src 'none'; script-src 'unsafe-inline'",
    ],
    [
      'an answer that may be stored',
      { responseHeaders: { ...HEADERS, 'cache-control': 'max-age=60' } },
      'caching: may be kept: cache-control max-age=60',
    ],
    [
      'a cookie that scripts can read',
      { setCookies: ['session=1; SameSite=Strict; Path=/'] },
      'cookies: sets the cookie session without httponly',
    ],
    [
      'a token in the address',
      { url: `http://target.test/api/v1/things/1?q=${TOKEN}` },
      'url: carries a credential in a URL',
    ],
    [
      'an e-mail address in the address',
      { url: 'http://target.test/api/v1/things/a@b.test' },
      'url: carries an e-mail address in a URL',
    ],
    [
      'an e-mail address in the Referer',
      { requestHeaders: { referer: 'http://target.test/members?of=a%40b.test' } },
      'url: carries an e-mail address in the Referer',
    ],
    [
      'a name in the address',
      { url: `http://target.test/api/v1/things/${OWN}` },
      'url: carries the name of a person or thing in a URL',
    ],
    [
      'text without its charset',
      { responseHeaders: { ...HEADERS, 'content-type': 'application/json' } },
      'content: has content type application/json without charset=utf-8',
    ],
    [
      'JSON that is none',
      { bodyText: '{"name":' },
      'content: has content type application/json; charset=utf-8 and a body that is no JSON',
    ],
    [
      'a cookie for other hosts',
      { setCookies: ['session=1; HttpOnly; SameSite=Strict; Path=/; Domain=target.test'] },
      'cookies: sets the cookie session for the hosts below the target too',
    ],
    [
      'a cookie that browsers cut',
      { setCookies: [`session=${'x'.repeat(4096)}; HttpOnly; SameSite=Strict; Path=/`] },
      'cookies: sets the cookie session, which is larger than 4096 bytes',
    ],
    [
      'another host',
      { url: 'http://elsewhere.test/api/v1/things/1' },
      'host: goes to elsewhere.test, which is not the target',
    ],
    [
      'a way to another host',
      { responseHeaders: { ...HEADERS, location: '//elsewhere.test/' } },
      'host: goes to elsewhere.test, which is not the target',
    ],
  ])('object to %s', (_title, exchange, expected) => {
    expect(objections(exchange)).toEqual([expected]);
  });

  it('object to a header that is missing', () => {
    const rest = Object.fromEntries(
      Object.entries(HEADERS).filter(([name]) => name !== 'x-content-type-options'),
    );

    expect(objections({ responseHeaders: rest })).toEqual([
      'headers: lacks the header x-content-type-options',
    ]);
  });

  it('object to a cookie over https that is neither secure nor bound to the host', () => {
    const url = 'https://target.test/api/v1/things/1';
    const setCookies = ['session=1; HttpOnly; SameSite=Strict; Path=/'];

    expect(objections({ url, setCookies }, { targetOrigin: 'https://target.test' })).toEqual([
      'cookies: sets the cookie session without secure',
      'cookies: sets the cookie session without the prefix __Host-',
    ]);
  });

  it('let a server error pass that the test provokes on purpose', () => {
    expect(objections({ status: 503 }, { toleratedServerErrors: [503] })).toEqual([]);
  });

  it.each([
    ['in the middle of a token', `{"refreshToken":"${'x'.repeat(5)}-ak_${'y'.repeat(42)}"}`],
    ['at the beginning of a token', `{"ticket":"ak_${'y'.repeat(40)}"}`],
    ['at the beginning of a signature', `{"signed":"x.ak_${'y'.repeat(83)}"}`],
  ])('take chance letters %s for no API key', (_where, bodyText) => {
    expect(judge(observed({ bodyText }))).toEqual([]);
  });

  it('let the caller have back what it sent itself', () => {
    const url = `http://target.test/api/v1/things?q=${FOREIGN}`;

    expect(objections({ url, status: 404, bodyText: `{"instance":"/api/v1/things/${FOREIGN}"}` })).toEqual(
      [],
    );
  });

  it('let the operator see every tenant', () => {
    const caller = { name: 'operator', canary: null, seesAllTenants: true };

    expect(objections({ bodyText: `{"name":"${FOREIGN}"}` }, { caller })).toEqual([]);
  });

  it('object when a caller without credentials sees a canary', () => {
    const caller = { name: 'anonymous', canary: null, seesAllTenants: false };

    expect(objections({}, { caller })).toEqual([
      `canary: shows ${OWN}, the canary of another tenant, to anonymous`,
    ]);
  });

  it('ask of the web interface what applies to it', () => {
    const responseHeaders = {
      ...HEADERS,
      'cache-control': 'public, max-age=31536000',
      'content-type': 'text/javascript; charset=utf-8',
    };

    expect(objections({ responseHeaders, bodyText: 'run()' }, WEB)).toEqual([]);
  });
});

describe('the oracle of schemas', () => {
  it('passes on what the contract objects to in the body', () => {
    const objectionsTo = (value: unknown) => [`/hash is not declared in ${JSON.stringify(value)}`];

    expect(objections({ bodyText: '{"hash":1}' }, { objectionsTo })).toEqual([
      'schema: /hash is not declared in {"hash":1}',
    ]);
  });

  it('asks nothing of an answer that the contract knows no schema of', () => {
    expect(objections({ bodyText: '{"hash":1}' })).toEqual([]);
  });
});

describe('the description of findings', () => {
  it('names the exchange, and counts alike findings', () => {
    const findings = judge(observed({ status: 500 }));

    expect(describeFindings([...findings, ...findings])).toBe(
      'GET /things/{id} → 500 (as viewer) answered 500: never a server error [oracle: status] (2 times)',
    );
  });
});
