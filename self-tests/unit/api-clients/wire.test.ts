import { afterEach, describe, expect, test } from 'vitest';
import { readAnswer } from '../../../api-clients/wire/answer.ts';
import { WireConnection } from '../../../api-clients/wire/connection.ts';
import { startStubTarget, type StubTarget } from './stub-target.ts';

const open: StubTarget[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((target) => target.close()));
});

describe('A bare connection', () => {
  test('sends a path as it is and reads what comes until the end', async () => {
    const target = await startStubTarget(() => ({ status: 404, body: 'none' }));
    open.push(target);
    const connection = await WireConnection.open(target.url);

    connection.write('GET /a/../b//%2e HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');

    expect(readAnswer(await connection.untilEnd())).toMatchObject({ status: 404, body: 'none' });
    expect(target.received.map(({ url }) => url)).toEqual(['/a/../b//%2e']);
    expect(connection.ended).toBe(true);
  });

  test('gives up where the target neither answers nor ends it', async () => {
    const target = await startStubTarget(() => ({ status: 200 }));
    open.push(target);
    const connection = await WireConnection.open(target.url);

    connection.write('GET / HTTP/1.1\r\n');

    await expect(connection.untilEnd(50)).rejects.toThrow('aborted');
    await connection.close();
  });
});

describe('An answer over the wire', () => {
  test('has its headers in lower case, repeated ones joined, and cookies apart', () => {
    const answer = readAnswer(
      'HTTP/1.1 200 OK\r\nVary: a\r\nvary: b\r\nSet-Cookie: c=1\r\nSet-Cookie: d=2\r\n\r\nbody',
    );

    expect(answer).toEqual({
      status: 200,
      headers: { vary: 'a, b' },
      setCookies: ['c=1', 'd=2'],
      body: 'body',
    });
  });

  test('that came in chunks is put together, whatever the chunks hold', () => {
    const chunks = '4\r\nab\r\n\r\n2\r\n\u00c3\u00a9\r\n0\r\n\r\n';
    const received = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`;

    expect(readAnswer(received).body).toBe('ab\r\né');
  });

  test('is none where the target said nothing', () => {
    expect(() => readAnswer('')).toThrow('the target answered ""');
  });
});
