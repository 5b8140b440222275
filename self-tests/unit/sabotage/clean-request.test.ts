import { describe, expect, test } from 'vitest';
import { isCleanRequest } from '../../../sabotage/proxy/clean-request.ts';

const GET = 'GET /api/v1/version HTTP/1.1\r\nHost: a.test\r\n';
const POST = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: a.test\r\n';
const judge = (text: string) => isCleanRequest(Buffer.from(text, 'latin1'));

describe('A connection is read as HTTP', () => {
  test.each([
    ['of a call without a body', `${GET}\r\n`],
    ['of a call with its body', `${POST}Content-Length: 2\r\n\r\n{}`],
    ['of a call whose body is to come', `${POST}content-length: 200\r\n\r\n{`],
    ['of chunks', `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
    ['of chunks that are to come', `${POST}Transfer-Encoding: chunked\r\n\r\nff\r\n{"na`],
    ['of a handshake', `${GET}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
  ])('where its first packet is that %s', (_what, text) => {
    expect(judge(text)).toBe(true);
  });
});

describe('A connection is handed over as bytes', () => {
  test.each([
    ['half a head', 'GET /api/v1/version HTTP/1.1\r\nHos'],
    ['no HTTP', '\u0016\u0003\u0001\u0002'],
    ['another version', 'GET / HTTP/1.0\r\nHost: a.test\r\n\r\n'],
    ['an unknown method', 'JEFF / HTTP/1.1\r\nHost: a.test\r\n\r\n'],
    ['a tunnel', 'CONNECT a.test:80 HTTP/1.1\r\nHost: a.test\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\nAccept: */*\r\n\r\n'],
    ['two hosts', `${GET}Host: b.test\r\n\r\n`],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`],
    ['a signed length', `${POST}Content-Length: +2\r\n\r\n{}`],
    ['length and chunks', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['an unknown coding', `${POST}Transfer-Encoding: xchunked\r\n\r\n`],
    ['a folded header', `${GET}X-Long: a\r\n b\r\n\r\n`],
    ['a space before a colon', `${GET}X-Long : a\r\n\r\n`],
    ['a control character', `${GET}X-Cut: a\u0000b\r\n\r\n`],
    ['an expectation', `${POST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`],
    ['a second request behind the first', `${GET}\r\n${GET}\r\n`],
    [
      'a second request behind the last chunk',
      `${POST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${GET}\r\n`,
    ],
    ['a size of a chunk that is no number', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a chunk ended by a line feed', `${POST}Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n`],
    ['a head beyond all bounds', `${GET}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('where its first packet has %s', (_what, text) => {
    expect(judge(text)).toBe(false);
  });
});
