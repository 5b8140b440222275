import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../../secrets/in-exchange.ts';
import { isWorthHiding, nameOf } from '../../../secrets/secret.ts';
import { exchange } from '../fixtures/exchange.ts';

const lines = (overrides: Parameters<typeof exchange>[0]) =>
  secretsIn(exchange(overrides)).map(({ kind, value }) => `${kind} ${value}`);

describe('the secrets of an exchange', () => {
  it('are those that it hands out, by what they are for', () => {
    const body = { tokens: { accessToken: 'a', refreshToken: 'r' }, csrfToken: 'c\\"', ticket: 't' };

    expect(
      lines({
        bodyText: JSON.stringify(body),
        setCookies: ['__Host-session=0123456789abcdef; Secure', 'theme=dark'],
      }),
    ).toEqual([
      'access-token a',
      'refresh-token r',
      'csrf-token c\\"',
      'ws-ticket t',
      'session-cookie 0123456789abcdef',
    ]);
  });

  it.each([
    ['/auth/mfa', 'mfa-seed'],
    ['/webhooks', 'webhook-secret'],
    ['/api-keys', 'api-key'],
  ])('know what a secret of %s is', (path, kind) => {
    expect(lines({ path, bodyText: '{ "secret" : "s" }' })).toEqual([`${kind} s`]);
  });

  it('are those that an accepted request brought', () => {
    expect(
      lines({
        url: 'http://target.test/api/v1/notifications/live?ticket=abc',
        status: 200,
        requestHeaders: {
          Authorization: 'Bearer tok',
          'x-api-key': 'key',
          cookie: 'a=0123456789abcdef; b=fedcba9876543210',
        },
        requestBody: '{"password":"pass","totp":"123456","code":"a code"}',
      }),
    ).toEqual([
      'access-token tok',
      'api-key key',
      'session-cookie 0123456789abcdef',
      'session-cookie fedcba9876543210',
      'password pass',
      'mfa-code 123456',
      'ws-ticket abc',
    ]);
  });

  it('are not what a refused request brought', () => {
    expect(
      lines({
        status: 401,
        requestHeaders: { authorization: 'Bearer x' },
        requestBody: '{"password":"guess"}',
      }),
    ).toEqual([]);
  });
});

describe('a secret', () => {
  it.each(['null', 'aaaaaaaaaaaa', '', '12345'])('is not %j', (value) => {
    expect(isWorthHiding(value)).toBe(false);
  });

  it('has a name that is the same for the same value of a run, and tells nothing in another one', () => {
    expect(nameOf('api-key', 'one', 'run')).toMatch(/^api-key-[0-9a-f]{8}$/);
    expect(nameOf('api-key', 'one', 'run')).toBe(nameOf('api-key', 'one', 'run'));
    expect(nameOf('api-key', 'two', 'run')).not.toBe(nameOf('api-key', 'one', 'run'));
    expect(nameOf('api-key', 'one', 'other')).not.toBe(nameOf('api-key', 'one', 'run'));
  });
});
