import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from '../../api-clients/api-client.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { shakeHands } from '../../api-clients/live/handshake.ts';
import type { LiveSocket } from '../../api-clients/live/socket.ts';
import { streamChannel } from '../../api-clients/streams/channel.ts';
import type { StreamMessage } from '../../api-clients/streams/schemas.ts';
import { startStream } from '../../flows/start-stream.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { startReferencePlatform } from '../../targets/reference-process.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';

// Does every one of many readers see every point of a stream, in order, and how late?
//   node --import tsx scripts/bench/live-sockets.ts [sockets] [points a second] [seconds]

const [sockets = 500, pointsPerSecond = 20, seconds = 10] = process.argv.slice(2).map(Number);
const OPERATOR = { email: 'operator@bench.test', password: 'measured-by-the-bench' };
const OWNER = { email: 'owner@bench.test', name: 'Bench', password: 'measured-by-the-bench' };
/** What one message may take on its way to the last reader. */
const PATIENCE_MS = 10_000;
/** Handshakes at a time. */
const AT_ONCE = 25;

const folder = await mkdtemp(path.join(tmpdir(), 'live-sockets-'));
const platform = await startReferencePlatform({
  flags: ['--log-file', path.join(folder, 'platform.log')],
  env: { OPERATOR_EMAIL: OPERATOR.email, OPERATOR_PASSWORD: OPERATOR.password },
});
const transport = new UndiciTransport({ baseUrl: platform.url });
try {
  await run();
} finally {
  await transport.dispose();
  await platform.stop();
  await rm(folder, { recursive: true });
}

async function signedIn(account: { email: string; password: string }): Promise<{ api: ApiClient }> {
  const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
  const { email, password } = account;
  const { tokens } = succeeded(await anonymous.auth.login({ email, password }));
  const credential = { kind: 'bearer', accessToken: tokens?.accessToken ?? '' } as const;
  return { api: new ApiClient({ transport, credential }) };
}

async function run(): Promise<void> {
  const operator = await signedIn(OPERATOR);
  succeeded(await operator.api.operator.createTenant({ name: 'bench', plan: 'enterprise', owner: OWNER }));
  const owner = await signedIn(OWNER);
  const table = labelledTable({ seed: 1, rows: 50, features: 5 });
  const { stream } = await startStream(owner, table);
  const channel = streamChannel(stream.id);
  const readers: LiveSocket<StreamMessage>[] = [];
  while (readers.length < sockets) {
    const some = Array.from({ length: Math.min(AT_ONCE, sockets - readers.length) }, async () => {
      const { ticket } = succeeded(await owner.api.auth.wsTicket({ path: channel.path }));
      const handshake = { query: { ticket }, headers: {}, actor: 'bench', onFrame: () => undefined };
      const outcome = await shakeHands(platform.url, channel, handshake);
      if (!outcome.accepted) throw new Error(`refused with ${outcome.exchange.status}`);
      return outcome.live;
    });
    readers.push(...(await Promise.all(some)));
  }
  console.log(`${readers.length} sockets open`);

  const total = pointsPerSecond * seconds;
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const reading = Promise.all(readers.map((reader) => readInOrder(reader, total, sentAt, delays)));
  const [template] = streamPoints(table);
  const start = performance.now();
  for (let sequence = 1; sequence <= total; sequence += 1) {
    await delay(start + (sequence * 1_000) / pointsPerSecond - performance.now());
    sentAt.set(sequence, performance.now());
    if (template !== undefined) {
      succeeded(await owner.api.streams.ingest(stream.id, [{ ...template, sequence }]));
    }
  }
  const took = (performance.now() - start) / 1_000;
  await reading;
  delays.sort((a, b) => a - b);
  const percentile = (share: number) => (delays[Math.floor(share * (delays.length - 1))] ?? 0).toFixed(0);
  console.log(
    `${total} points in ${took.toFixed(1)} s: ${delays.length} deliveries, none lost, all in order`,
  );
  console.log(
    `from sending to reading: p50 ${percentile(0.5)} ms, p95 ${percentile(0.95)} ms, p99 ${percentile(0.99)} ms`,
  );
  await Promise.all(readers.map((reader) => reader.close()));
}

/** Reads `total` points; throws at the first that is missing or out of order. */
async function readInOrder(
  reader: LiveSocket<StreamMessage>,
  total: number,
  sentAt: ReadonlyMap<number, number>,
  delays: number[],
): Promise<void> {
  let last = 0;
  while (last < total) {
    const message = await reader.next(PATIENCE_MS);
    if (message.type !== 'points') continue;
    for (const { sequence } of message.points) {
      if (sequence !== last + 1) throw new Error(`point ${sequence} came after ${last}`);
      last = sequence;
      delays.push(performance.now() - (sentAt.get(sequence) ?? 0));
    }
  }
}
