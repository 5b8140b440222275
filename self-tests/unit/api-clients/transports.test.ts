import { request as playwrightRequest } from '@playwright/test';
import { afterEach, describe, expect, it } from 'vitest';
import { PlaywrightTransport } from '../../../api-clients/http/playwright-transport.ts';
import type { Transport } from '../../../api-clients/http/transport.ts';
import { UndiciTransport } from '../../../api-clients/http/undici-transport.ts';
import { type Answer, json, startStubTarget, type StubTarget } from './stub-target.ts';

const opened: { close: () => Promise<void> }[] = [];

async function target(answer: () => Answer = () => json(200, {})): Promise<StubTarget> {
  const stub = await startStubTarget(answer);
  opened.push(stub);
  return stub;
}

const transports: [string, (baseUrl: string) => Transport][] = [
  ['undici', (baseUrl) => new UndiciTransport({ baseUrl })],
  [
    'playwright',
    (baseUrl) => new PlaywrightTransport({ baseUrl, newContext: () => playwrightRequest.newContext() }),
  ],
];

afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

describe.each(transports)('the %s transport', (_name, make) => {
  const open = (baseUrl: string): Transport => {
    const transport = make(baseUrl);
    opened.push({ close: () => transport.dispose() });
    return transport;
  };

  it('fills in path and query, percent-encoded, and records both sides', async () => {
    const stub = await target(() => json(201, { a: 1 }, { 'x-request-id': 'r1' }));

    const exchange = await open(stub.url).send(
      {
        operationId: 'datasets.rows',
        method: 'POST',
        path: '/datasets/{id}/rows',
        pathParams: { id: 'a/../b?' },
        query: { limit: 2, q: 'ä&b', absent: undefined },
        json: { name: 'ö' },
      },
      { kind: 'bearer', accessToken: 'token' },
      'alpha analyst',
    );

    expect(stub.received[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/datasets/a%2F..%2Fb%3F/rows?limit=2&q=%C3%A4%26b',
      body: '{"name":"ö"}',
    });
    expect(stub.received[0]?.headers).toMatchObject({
      authorization: 'Bearer token',
      'content-type': 'application/json',
    });
    expect(exchange).toMatchObject({
      operationId: 'datasets.rows',
      path: '/datasets/{id}/rows',
      requestBody: '{"name":"ö"}',
      status: 201,
      bodyText: '{"a":1}',
      actor: 'alpha analyst',
    });
    expect(exchange.responseHeaders['x-request-id']).toBe('r1');
    expect(exchange.durationMs).toBeGreaterThan(0);
  });

  it('sends a CSRF token on unsafe methods alone', async () => {
    const stub = await target();
    const transport = open(stub.url);
    const cookie = { kind: 'cookie', cookie: 'session=s', csrfToken: 'c' } as const;

    await transport.send({ operationId: 'a', method: 'GET', path: '/a' }, cookie);
    await transport.send({ operationId: 'a', method: 'DELETE', path: '/a' }, cookie);

    expect(stub.received.map(({ headers }) => [headers.cookie, headers['x-csrf-token']])).toEqual([
      ['session=s', undefined],
      ['session=s', 'c'],
    ]);
  });

  it('sends no cookie that an earlier answer set', async () => {
    const stub = await target(() =>
      json(200, {}, { 'set-cookie': ['session=s; Path=/; HttpOnly', 'b=c; Path=/'] }),
    );
    const transport = open(stub.url);

    const exchange = await transport.send({ operationId: 'a', method: 'GET', path: '/a' }, { kind: 'none' });
    await transport.send({ operationId: 'a', method: 'GET', path: '/a' }, { kind: 'none' });

    expect(exchange.setCookies).toEqual(['session=s; Path=/; HttpOnly', 'b=c; Path=/']);
    expect(exchange.responseHeaders).not.toHaveProperty('set-cookie');
    expect(stub.received[1]?.headers.cookie).toBeUndefined();
  });

  it('follows no redirect and throws on no status', async () => {
    const stub = await target(() => ({ status: 302, headers: { location: '/elsewhere' } }));

    const exchange = await open(stub.url).send(
      { operationId: 'a', method: 'GET', path: '/a' },
      { kind: 'none' },
    );

    expect(exchange.status).toBe(302);
    expect(stub.received).toHaveLength(1);
  });

  it('sends multipart parts in order, a streamed file among them', async () => {
    const stub = await target();

    await open(stub.url).send(
      {
        operationId: 'datasets.create',
        method: 'POST',
        path: '/datasets',
        multipart: [
          { name: 'name', value: 'a "b"' },
          { name: 'file', filename: 'a"b\n.csv', contentType: 'text/csv', content: chunks('x,y\n', '1,2\n') },
        ],
      },
      { kind: 'none' },
    );

    const boundary = /boundary=(.+)$/.exec(stub.received[0]?.headers['content-type'] ?? '')?.[1] ?? 'none';
    expect(stub.received[0]?.body.split(boundary)).toEqual([
      '--',
      '\r\ncontent-disposition: form-data; name="name"\r\n\r\na "b"\r\n--',
      '\r\ncontent-disposition: form-data; name="file"; filename="a%22b%0A.csv"\r\ncontent-type: text/csv\r\n\r\nx,y\n1,2\n\r\n--',
      '--\r\n',
    ]);
  });

  it('throws when nobody listens', async () => {
    const transport = open('http://127.0.0.1:9');

    await expect(
      transport.send({ operationId: 'a', method: 'GET', path: '/a' }, { kind: 'none' }),
    ).rejects.toThrow('ECONNREFUSED');
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- a stream for the test
async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
