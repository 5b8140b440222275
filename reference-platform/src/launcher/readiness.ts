import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from './start-error.ts';

const limitMs = 15_000;
const pollMs = 15;

/** Waits until the platform says that all it depends on answers. Throws a StartError after 15 s, or when aborted. */
export async function waitUntilReady(origin: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const response = await fetch(`${origin}/api/v1/health/ready`).catch(() => null);
    const body = await response?.text();
    if (response?.status === 200) return;
    if (signal.aborted) throw new StartError('the start was broken off');
    if (Date.now() > deadline)
      throw new StartError(`the platform did not become ready: ${body ?? 'no answer'}`);
    await delay(pollMs);
  }
}
