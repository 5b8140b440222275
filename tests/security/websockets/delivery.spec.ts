import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { streamChannel } from '../../../api-clients/streams/channel.ts';
import type { StreamPoint } from '../../../api-clients/streams/schemas.ts';
import { type Actor, covers, dataOf, expect, test, type TenantHandle } from '../../../fixtures/index.ts';
import { pointsUntil } from '../../../flows/points-until.ts';
import { startStream } from '../../../flows/start-stream.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { streamPoints } from '../../../test-data/stream-points.ts';

/** Readers of each tenant's stream at the same time; every second one leaves half-way and comes back. */
const READERS = 100;
const BATCH = 10;
const HALF = 100;
const LAST = 200;

const streamNamedIn = (text: string) => /"streamId":"([^"]+)"/.exec(text)?.[1];
const everySequence = Array.from({ length: LAST }, (_, index) => index + 1).join();

/** A stream whose columns are named after the tenant: each frame of points says whose it is. */
async function openStream(tenant: TenantHandle, seed: number) {
  const table = labelledTable({ seed, rows: BATCH, features: 2 });
  const columns = table.columns.map((column) => `${column} ${tenant.canary}`);
  const ingestor = await tenant.actor('analyst');
  const { stream } = await startStream(ingestor, { ...table, columns });
  const feed = async () => {
    for (let first = 1; first <= LAST; first += BATCH) {
      const points = streamPoints({ ...table, columns }, first);
      dataOf(await ingestor.api.streams.ingest(stream.id, points), 200);
    }
  };
  return { id: stream.id, feed };
}

/** Does all of some work, ten at a time: that many ask for a ticket at once. */
async function inLanes<Done>(work: readonly (() => Promise<Done>)[]): Promise<Done[]> {
  const done: Done[] = [];
  const left = work.values();
  const lane = async () => {
    for (const next of left) done.push(await next());
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return done;
}

/** What one reader got. */
interface Read {
  points: StreamPoint[];
  frames: readonly Exchange[];
}

/** Reads a stream to its end, in one connection or in two, and gives the numbers of its points and all frames that came. */
async function openReader(reader: Actor, id: string, leaves: boolean): Promise<() => Promise<Read>> {
  const channel = streamChannel(id);
  const live = await reader.live.open(channel);
  await live.next();
  return async () => {
    const before = await pointsUntil(live, leaves ? HALF : LAST);
    if (!leaves) return { points: before, frames: live.frames };
    await live.close();
    const again = await reader.live.open(channel, { query: { from: before.at(-1)?.sequence ?? 0 } });
    const after = await pointsUntil(again, LAST);
    return { points: [...before, ...after], frames: [...live.frames, ...again.frames] };
  };
}

test.use({ transport: 'undici' });

test.describe('Many readers of two tenants', { tag: ['@security', '@strains'] }, () => {
  test(
    'each get every point of their own stream once, in order, also after a break, and nothing of the other',
    { annotation: covers('WS-09') },
    async ({ tenant, neighbour, seed }) => {
      const sides = await Promise.all(
        [tenant, neighbour].map(async (own, index) => {
          const reader = await own.actor('viewer');
          const stream = await openStream(own, seed + index);
          const openings = Array.from(
            { length: READERS },
            (_, place) => () => openReader(reader, stream.id, place % 2 === 1),
          );
          const readers = await inLanes(openings);
          return { own, stream, readers };
        }),
      );

      await Promise.all(sides.map(({ stream }) => stream.feed()));
      const read = await Promise.all(
        sides.map(async ({ own, stream, readers }) => ({
          own,
          stream,
          streams: await inLanes(readers),
        })),
      );

      for (const { own, stream, streams } of read) {
        const texts = streams.flatMap(({ frames }) => frames.map(({ bodyText }) => bodyText));
        const told = texts.filter((text) => text.includes('"points"'));
        expect.soft(new Set(texts.map(streamNamedIn)), 'streams told of').toEqual(new Set([stream.id]));
        expect.soft(told.length, 'frames of points').toBeGreaterThanOrEqual((READERS / 2) * (LAST / BATCH));
        const ofOthers = new Set(told.filter((text) => !text.includes(own.canary)).map(streamNamedIn));
        expect.soft(ofOthers, 'streams with points of others').toEqual(new Set());
        const orders = streams.map(({ points }) => points.map(({ sequence }) => sequence).join());
        expect.soft(orders, own.name).toHaveLength(READERS);
        expect.soft(new Set(orders), 'orders of points').toEqual(new Set([everySequence]));
      }
    },
  );
});
