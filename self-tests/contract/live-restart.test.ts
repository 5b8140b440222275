import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../api-clients/api-client.ts';
import type { StreamPoint } from '../../api-clients/streams/schemas.ts';
import { startStream } from '../../flows/start-stream.ts';
import { succeeded } from '../../flows/succeeded.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';
import { deliver } from './deliver.ts';
import { MortalPlatform } from './mortal-platform.ts';
import { StreamReader } from './stream-reader.ts';

const BATCH = 20;
const BATCHES = 100;
const LAST = BATCH * BATCHES;

const platform = new MortalPlatform();

async function storedPoints(api: ApiClient, streamId: string): Promise<StreamPoint[]> {
  const points: StreamPoint[] = [];
  while (points.length < LAST) {
    const from = points.at(-1)?.sequence ?? 0;
    const { items } = succeeded(await api.streams.points(streamId, { from, limit: 200 }));
    if (items.length === 0) break;
    points.push(...items);
  }
  return points;
}

describe.skipIf(process.platform !== 'linux')('a live stream', () => {
  beforeAll(async () => {
    await platform.start();
    await platform.register();
  });

  afterAll(() => platform.stop());

  it('gives a reader each point once and in order, though the control plane is killed twice meanwhile', async () => {
    const owner = await platform.owner();
    const { api } = owner;
    const table = labelledTable({ seed: 3, rows: BATCH });
    const { stream } = await startStream(owner, table);
    const reader = new StreamReader(platform.url, api, stream.id);
    const feed = async () => {
      for (let first = 1; first < LAST; first += BATCH)
        await deliver(api, stream.id, streamPoints(table, first));
    };
    const killAt = async (sequence: number) => {
      await expect.poll(() => reader.last, { timeout: 30_000, interval: 5 }).toBeGreaterThan(sequence);
      platform.kill('control');
    };
    const killTwice = async () => {
      await killAt(LAST / 4);
      await killAt(LAST / 2);
    };

    await Promise.all([reader.readUntil(LAST), feed(), killTwice()]);

    expect(reader.cuts.map(({ code }) => code)).toEqual([1006, 1006]);
    expect(reader.points.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: LAST }, (_, index) => index + 1),
    );
    expect(reader.points).toEqual(await storedPoints(api, stream.id));
  });
});
