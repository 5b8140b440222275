import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { judgeAddress, judgeFrame } from '../../../oracles/passive/judge.ts';
import type { Observed } from '../../../oracles/passive/oracle.ts';
import { FOREIGN, observed, OWN, TOKEN } from './observed.ts';

describe('the passive oracles of frames', () => {
  const frame = (bodyText: string, rest: Partial<Observed> = {}, exchange: Partial<Exchange> = {}) =>
    judgeFrame(
      observed(
        { status: 101, responseHeaders: {}, bodyText, ...exchange },
        { operation: undefined, ...rest },
      ),
    ).map(({ oracle, objection }) => `${oracle}: ${objection}`);

  it('object to nothing in a message of the channel', () => {
    expect(frame(`{"name":"${OWN}"}`, { objectionsTo: () => [] })).toEqual([]);
  });

  it.each([
    [
      "another tenant's canary",
      `{"name":"${FOREIGN}"}`,
      `canary: shows ${FOREIGN}, the canary of another tenant, to viewer`,
    ],
    ['a token', `{"token":"${TOKEN}"}`, 'disclosure: shows a JSON Web Token'],
    ['a stack trace', '{"error":"Error\\n    at read (/x.js:1:2)"}', 'disclosure: shows a stack trace'],
    ['SQL', '{"error":"select id from users where id = 1"}', 'disclosure: shows SQL'],
    ['an internal path', '{"error":"cannot open /var/lib/assay"}', 'disclosure: shows an internal path'],
    ['text that is no JSON', 'hello', 'message: is not JSON'],
  ])('object to %s', (_what, bodyText, objection) => {
    expect(frame(bodyText)).toEqual([objection]);
  });

  it('pass on what the channel objects to', () => {
    expect(frame('{}', { objectionsTo: () => ['/type is not declared'] })).toEqual([
      'message: /type is not declared',
    ]);
  });

  it('let a socket be opened with a ticket, and with nothing else', () => {
    const socket = 'ws://target.test/api/v1/streams/1/live';

    expect(frame('{}', {}, { url: `${socket}?ticket=${'t'.repeat(43)}` })).toEqual([]);
    expect(frame('{}', {}, { url: `${socket}?access_token=1` })).toEqual([
      'url: carries a credential in a URL',
    ]);
    expect(frame('{}', {}, { url: `${socket}?ticket=${TOKEN}` })).toEqual([
      'url: carries a credential in a URL',
    ]);
  });
});

describe('the passive oracle of addresses', () => {
  it.each([
    ['/datasets?sort=name', []],
    ['/reset?token=1', ['carries a credential in a URL']],
    ['/members?of=a@b.test', ['carries an e-mail address in a URL']],
  ])('judges a page at %s', (path, expected) => {
    const findings = judgeAddress(observed({ url: `http://target.test${path}` }));

    expect(findings.map(({ objection }) => objection)).toEqual(expected);
  });
});
