import { afterEach, describe, expect, it } from 'vitest';
import { postJson } from '../../../reporting/outbound/post-json.ts';
import { type Receiver, type Reply, startReceiver } from './receiver.ts';

const SECRET_PATH = '/services/T0/B0/very-secret';

describe('sending JSON to a receiver', () => {
  const receivers: Receiver[] = [];
  afterEach(() => Promise.all(receivers.splice(0).map((receiver) => receiver.stop())));

  async function post(replies: Reply[], patience = {}) {
    const receiver = await startReceiver(...replies);
    receivers.push(receiver);
    const startedAt = performance.now();
    const url = receiver.origin + SECRET_PATH;
    const outcome = await postJson({ url, body: { a: 1 }, headers: { 'x-key': 'k' }, patience });
    return { outcome, receiver, ms: performance.now() - startedAt };
  }

  it('is one request where it is taken', async () => {
    const { outcome, receiver } = await post([{ status: 200 }]);

    expect(outcome).toEqual({ delivered: true });
    expect(receiver.received).toMatchObject([
      { url: SECRET_PATH, body: { a: 1 }, headers: { 'content-type': 'application/json', 'x-key': 'k' } },
    ]);
  });

  it('waits after 429 for as long as the receiver says', async () => {
    const { outcome, receiver } = await post([
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 200 },
    ]);
    const [first, second] = receiver.received;

    expect(outcome).toEqual({ delivered: true });
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('does not wait for longer than it may', async () => {
    const { outcome, receiver, ms } = await post([{ status: 429, headers: { 'retry-after': '3600' } }]);

    expect(outcome).toEqual({ delivered: false, reason: `${receiver.host} answers 429` });
    expect(receiver.received).toHaveLength(1);
    expect(ms).toBeLessThan(5000);
  });

  it('tries three times where the receiver is broken', async () => {
    const { outcome, receiver } = await post([{ status: 500 }]);

    expect(outcome).toEqual({ delivered: false, reason: `${receiver.host} answers 500` });
    expect(receiver.received).toHaveLength(3);
  });

  it('tries once where the receiver does not want it', async () => {
    const { outcome, receiver } = await post([{ status: 404 }]);

    expect(outcome).toEqual({ delivered: false, reason: `${receiver.host} answers 404` });
    expect(receiver.received).toHaveLength(1);
  });

  it('gives a silent receiver up in time', async () => {
    const { outcome, receiver, ms } = await post(['silence'], {
      attemptMs: 1000,
      totalMs: 2400,
      attempts: 2,
    });

    const { reason } = { reason: 'delivered', ...outcome };
    expect(reason).toMatch(/^127\.0\.0\.1:\d+ did not answer within 0\.\d s$/);
    expect(receiver.received).toHaveLength(2);
    expect(ms).toBeLessThan(4000);
  });

  it('follows no redirection', async () => {
    const elsewhere = await startReceiver({ status: 200 });
    receivers.push(elsewhere);
    const { outcome } = await post([{ status: 307, headers: { location: elsewhere.origin } }], {
      attempts: 1,
    });

    expect(outcome).toMatchObject({ delivered: false });
    expect(elsewhere.received).toEqual([]);
  });

  it('never says the path, which may be what makes the address secret', async () => {
    const { receiver } = await post([{ status: 200 }]);
    await receiver.stop();
    receivers.splice(0);
    const outcome = await postJson({
      url: receiver.origin + SECRET_PATH,
      body: {},
      patience: { attempts: 1 },
    });

    expect(outcome).toEqual({
      delivered: false,
      reason: `${receiver.host} cannot be reached (ECONNREFUSED)`,
    });
  });
});
