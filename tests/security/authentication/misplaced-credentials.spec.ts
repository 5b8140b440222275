import { readAnswer } from '../../../api-clients/wire/answer.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';

/** A request as it is written on the wire. */
interface Written {
  method?: string;
  target?: string;
  /** Header lines besides Host. */
  lines?: readonly string[];
  body?: string;
}

/** The status of a request that no client would send. Its exchange goes unjudged: a token in a URL is what is tried here. */
async function statusOf(
  { wire }: Actor,
  host: string,
  { method = 'GET', target = '/api/v1/auth/me', lines = [], body = '' }: Written,
): Promise<number> {
  const connection = await wire.connect();
  const length = body === '' ? [] : ['content-type: application/json', `content-length: ${body.length}`];
  const head = [`${method} ${target} HTTP/1.1`, `host: ${host}`, 'connection: close', ...length, ...lines];
  connection.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  return readAnswer(await connection.untilEnd()).status;
}

/** What was not answered with 401, each with its status. */
async function otherThan401(actor: Actor, host: string, tries: Record<string, Written>): Promise<string[]> {
  const others: string[] = [];
  for (const [what, written] of Object.entries(tries)) {
    const status = await statusOf(actor, host, written);
    if (status !== 401) others.push(`${what}: ${status}`);
  }
  return others;
}

function secretOf({ credential }: Actor): string {
  return credential.kind === 'apiKey' ? credential.key : '';
}

test.describe(
  'Credentials that are malformed or in the wrong place',
  { tag: ['@security', '@compliance'], annotation: covers('AUTHN-02') },
  () => {
    test.use({ transport: 'undici' });

    test('are refused, where the same token as it should be is taken', async ({
      anonymous,
      target,
      world,
    }) => {
      const { email, password } = await world.alpha.actor('viewer');
      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
      const token = tokens?.accessToken ?? '';
      const good = `authorization: Bearer ${token}`;
      const bad = 'authorization: Bearer nobody';
      const basic = Buffer.from(`${email}:${password}`).toString('base64');
      const tries: Record<string, Written> = {
        'an empty header': { lines: ['authorization:'] },
        'no token': { lines: ['authorization: Bearer'] },
        'a blank token': { lines: ['authorization: Bearer  '] },
        null: { lines: ['authorization: Bearer null'] },
        undefined: { lines: ['authorization: Bearer undefined'] },
        'an object': { lines: ['authorization: Bearer [object Object]'] },
        'ten kilobytes': { lines: [`authorization: Bearer ${'x'.repeat(10_000)}`] },
        'the password, by Basic': { lines: [`authorization: Basic ${basic}`] },
        'the token, by Basic': { lines: [`authorization: Basic ${token}`] },
        'the token, by Token': { lines: [`authorization: Token ${token}`] },
        'the token without a scheme': { lines: [`authorization: ${token}`] },
        'the token in quotes': { lines: [`authorization: Bearer "${token}"`] },
        'the token twice in one header': { lines: [`authorization: Bearer ${token} ${token}`] },
        'two schemes in one header': { lines: [`authorization: Bearer nobody, Bearer ${token}`] },
        'a good header before a bad one': { lines: [good, bad] },
        'a bad header before a good one': { lines: [bad, good] },
        'the same good header twice': { lines: [good, good] },
        'X-Authorization': { lines: [`x-authorization: Bearer ${token}`] },
        'X-Access-Token': { lines: [`x-access-token: ${token}`] },
        'X-Auth-Token': { lines: [`x-auth-token: ${token}`] },
        'Proxy-Authorization': { lines: [`proxy-authorization: Bearer ${token}`] },
        '?access_token': { target: `/api/v1/auth/me?access_token=${token}` },
        '?token': { target: `/api/v1/auth/me?token=${token}` },
        '?authorization': { target: `/api/v1/auth/me?authorization=Bearer%20${token}` },
        'a fragment': { target: `/api/v1/auth/me#access_token=${token}` },
        'the cookie access_token': { lines: [`cookie: access_token=${token}`] },
        'the cookie token': { lines: [`cookie: token=${token}`] },
        'the cookie authorization': { lines: [`cookie: authorization=Bearer%20${token}`] },
        'the body': {
          method: 'POST',
          target: '/api/v1/auth/logout',
          body: JSON.stringify({ access_token: token }),
        },
      };

      const { host } = new URL(target.url);
      const others = await otherThan401(anonymous, host, tries);

      expect(others).toEqual([]);
      expect(await statusOf(anonymous, host, { lines: [good] })).toBe(200);
    });

    test('of API keys: two are none, and a query or a cookie is no place for one', async ({
      anonymous,
      target,
      world,
    }) => {
      const key = secretOf(world.alpha.keys.read);
      const good = `x-api-key: ${key}`;
      const bad = `x-api-key: ak_${'0'.repeat(43)}`;
      const tries: Record<string, Written> = {
        'a good key before a bad one': { lines: [good, bad] },
        'a bad key before a good one': { lines: [bad, good] },
        'the same key twice': { lines: [good, good] },
        'in other case': { lines: [`x-api-key: ${key.toUpperCase()}`] },
        'its prefix alone': { lines: [`x-api-key: ${key.slice(0, 11)}`] },
        'one character more': { lines: [`x-api-key: ${key}A`] },
        'as a bearer token': { lines: [`authorization: Bearer ${key}`] },
        'as a password': { lines: [`authorization: Basic ${Buffer.from(`${key}:`).toString('base64')}`] },
        '?api_key': { target: `/api/v1/auth/me?api_key=${key}` },
        '?x-api-key': { target: `/api/v1/auth/me?x-api-key=${key}` },
        'a cookie': { lines: [`cookie: x-api-key=${key}; api_key=${key}`] },
      };

      const { host } = new URL(target.url);
      const others = await otherThan401(anonymous, host, tries);

      expect(others).toEqual([]);
      expect(await statusOf(anonymous, host, { lines: [good] })).toBe(200);
    });
  },
);
