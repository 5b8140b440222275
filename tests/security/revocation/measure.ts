import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../../../api-clients/http/result.ts';
import { expect, test } from '../../../fixtures/index.ts';
import type { Ending, HeldChannel } from './channels.ts';

/**
 * Makes the revoking call, and measures on every channel how long it takes to end: all are open before it (that is
 * asserted), and from its answer on all are tried at once. The times stand in the report. Gives by what each ended:
 * `{ 'bearer token': '401' }`, or `401 after 3 calls` where some were let through.
 */
export async function endingsOf(
  revoke: () => Promise<Result<unknown>>,
  channels: readonly HeldChannel[],
): Promise<Record<string, string>> {
  expect(await closedAmong(channels), 'channels that were closed before the revocation').toEqual([]);
  const revoked = await revoke();
  const revokedAt = performance.now();
  const endings = await Promise.all(channels.map((channel) => channel.ending(revokedAt)));
  expect(revoked.status, 'the revoking call').toBeLessThan(300);
  await report(endings);
  return Object.fromEntries(
    endings.map(({ channel, by, letThrough }) => [
      channel,
      letThrough === 0 ? by : `${by} after ${letThrough} calls`,
    ]),
  );
}

/** Names of the channels that are not open. */
export async function closedAmong(channels: readonly HeldChannel[]): Promise<string[]> {
  const open = await Promise.all(channels.map((channel) => channel.isOpen()));
  return channels.filter((_channel, index) => open[index] !== true).map(({ name }) => name);
}

/** How many of the calls that are made in a second are answered, one every 20 ms. */
export async function answeredInASecond(call: () => Promise<Result<unknown>>): Promise<number> {
  let answered = 0;
  const end = performance.now() + 1000;
  while (performance.now() < end) {
    if ((await call()).ok) answered += 1;
    await delay(20);
  }
  return answered;
}

async function report(endings: readonly Ending[]): Promise<void> {
  const info = test.info();
  const lines = endings.map(({ channel, by, afterMs }) => `${channel}: ${by} after ${afterMs.toFixed(1)} ms`);
  info.annotations.push({ type: 'revocation', description: lines.join('; ') });
  await info.attach('revocation times', {
    body: JSON.stringify(endings, null, 2),
    contentType: 'application/json',
  });
}
