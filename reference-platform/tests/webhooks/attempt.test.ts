import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAddressPolicy } from '../../src/control/webhooks/address-policy.ts';
import { attempt } from '../../src/control/webhooks/attempt.ts';

const message = { deliveryId: 'd', kind: 'webhook_test', body: '{}', secret: 'whsec_s' };
const limits = { timeoutMs: 1_000, maxAnswerBytes: 1_000 };

let server: Server;
let asked: (string | undefined)[];
let port: number;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.headers.host);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  server.close();
});

describe('a try to deliver', () => {
  it('goes to the address that was checked, whatever the name stands for the next time', async () => {
    const answers = [[{ address: '127.0.0.1' }], [{ address: '10.0.0.1' }]];
    let lookUps = 0;
    const resolve = () => Promise.resolve(answers[lookUps++] ?? []);
    const means = { ...limits, allows: createAddressPolicy(['127.0.0.1']), resolve };

    const outcome = await attempt(
      `http://hooks.example.com:${port}/`,
      message,
      means,
      new AbortController().signal,
    );

    expect(outcome).toEqual({ status: 200, error: null, passing: false });
    expect(asked).toEqual([`hooks.example.com:${port}`]);
    expect(lookUps).toBe(1);
  });

  it('is not made when the name has come to stand for a private address', async () => {
    const resolve = () => Promise.resolve([{ address: '127.0.0.1' }]);
    const means = { ...limits, allows: createAddressPolicy([]), resolve };

    const outcome = await attempt(
      `http://hooks.example.com:${port}/`,
      message,
      means,
      new AbortController().signal,
    );

    expect(outcome).toMatchObject({ status: null, passing: false });
    expect(asked).toEqual([]);
  });

  it('is worth another when nobody listens or the name has no address for now', async () => {
    const allows = createAddressPolicy(['127.0.0.1']);
    const never = new AbortController().signal;
    server.close();

    const refused = await attempt(`http://127.0.0.1:${port}/`, message, { ...limits, allows }, never);
    const resolve = () => Promise.resolve([]);
    const unknown = await attempt('http://a.example.com/', message, { ...limits, allows, resolve }, never);

    expect(refused).toEqual({
      status: null,
      error: 'the connection failed',
      passing: true,
    });
    expect(unknown).toEqual({ status: null, error: 'the host has no address', passing: true });
  });
});
