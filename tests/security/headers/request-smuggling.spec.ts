import { covers, expect, test } from '../../../fixtures/index.ts';

const LOGIN = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n';
const LIVE = 'GET /api/v1/health/live HTTP/1.1\r\nHost: HOST\r\n';
/** A second request hidden in what two readers would take for the end of the first. */
const HIDDEN = `${LIVE}\r\n`;

/** Requests whose end, name or host two readers could see in different places. */
const AMBIGUOUS: Record<string, string> = {
  'length and chunks': `${LOGIN}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunks and length': `${LOGIN}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n${HIDDEN}0\r\n\r\n`,
  'two lengths': `${LOGIN}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${HIDDEN}`,
  'the same length twice': `${LOGIN}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
  'a list of lengths': `${LOGIN}Content-Length: 2, 2\r\n\r\n{}`,
  'a signed length': `${LOGIN}Content-Length: +2\r\n\r\n{}`,
  'a negative length': `${LOGIN}Content-Length: -1\r\n\r\n{}`,
  'a length in hex': `${LOGIN}Content-Length: 0x2\r\n\r\n{}`,
  'a space before the colon': `${LOGIN}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'an unknown coding': `${LOGIN}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'two codings': `${LOGIN}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a folded header': `${LOGIN}X-Long: a\r\n b\r\nContent-Length: 2\r\n\r\n{}`,
  'a folded coding': `${LOGIN}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a bare line feed between headers': 'GET /api/v1/health/live HTTP/1.1\nHost: HOST\n\n',
  'a bare carriage return in a header': `${LIVE}X-Split: a\rInjected: b\r\n\r\n`,
  'a NUL in a header': `${LIVE}X-Cut: a\u0000b\r\n\r\n`,
  'a size of a chunk that is no number': `${LOGIN}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  'a size of a chunk beyond all bounds': `${LOGIN}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}`,
  'a chunk ended by a bare line feed': `${LOGIN}Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n`,
  'two hosts': `${LIVE}Host: evil.test\r\n\r\n`,
  'no host': 'GET /api/v1/health/live HTTP/1.1\r\n\r\n',
  'no version': 'GET /api/v1/health/live\r\n\r\n',
  'a version to come': 'GET /api/v1/health/live HTTP/2.0\r\nHost: HOST\r\n\r\n',
  'a version that never was': 'GET /api/v1/health/live HTTP/1.2\r\nHost: HOST\r\n\r\n',
  'the beginning of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'an expectation that cannot be met': `${LOGIN}Expect: nonsense\r\nContent-Length: 2\r\n\r\n{}`,
  'a header too large': `${LIVE}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
  'too many headers': `${LIVE}${'X-Many: a\r\n'.repeat(3_000)}\r\n`,
  'an address too long': `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`,
  'no HTTP at all': '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
};

test.describe(
  'Requests that two readers would understand differently',
  {
    tag: ['@security', '@compliance', '@strains'],
    annotation: covers({ check: 'HDR-12', asvs: ['V4.2.1'] }),
  },
  () => {
    test('get one 400 and a closed connection: no second request hides in them', async ({ wire }) => {
      for (const [what, request] of Object.entries(AMBIGUOUS)) {
        const bytes = Buffer.from(request.replaceAll('HOST', wire.host), 'latin1');
        const { answers, closed } = await wire.send(bytes);

        expect.soft([answers.map(({ status }) => status), closed], what).toEqual([[400], true]);
        expect
          .soft(answers[0]?.headers['content-type'], what)
          .toBe('application/problem+json; charset=utf-8');
      }
    });

    test('while requests one after the other on a connection each get their answer', async ({ wire }) => {
      const chunked = `${LOGIN}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
      const bytes = (HIDDEN + chunked + HIDDEN).replaceAll('HOST', wire.host);

      const { answers } = await wire.send(bytes, { answers: 3 });

      expect(answers.map(({ status }) => status)).toEqual([200, 422, 200]);
    });
  },
);
