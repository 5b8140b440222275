import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../api-clients/api-client.ts';
import type { NewDetector } from '../api-clients/detectors/client.ts';
import type { Detector } from '../api-clients/detectors/schemas.ts';
import type { NewStream } from '../api-clients/streams/client.ts';
import type { Stream, StreamStatus } from '../api-clients/streams/schemas.ts';
import type { LabelledTable } from '../test-data/table.ts';
import { succeeded } from './succeeded.ts';
import { trainDetector } from './train-detector.ts';
import { uploadTable } from './upload-table.ts';

const PAUSE_MS = 10;
const PATIENCE_MS = 15_000;

/** Waits until a stream is in a state, and gives it as it then is. Throws after 15 s with the state it was in. */
export async function waitForStream(
  actor: { api: ApiClient },
  id: string,
  status: StreamStatus,
): Promise<Stream> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const stream = succeeded(await actor.api.streams.get(id));
    if (stream.status === status) return stream;
    if (performance.now() > deadline) {
      throw new Error(`stream ${id} is ${stream.status}, not ${status}: ${stream.error ?? 'no error'}`);
    }
    await delay(PAUSE_MS);
  }
}

export interface StreamChoice extends Partial<Omit<NewStream, 'detectorId'>> {
  detector?: Partial<NewDetector>;
}

/** Trains a detector on `table` (robust z-score unless said otherwise) and makes a stream of it, not started. */
export async function makeStream(
  actor: { api: ApiClient },
  table: LabelledTable<number>,
  { detector: wanted, ...choice }: StreamChoice = {},
): Promise<{ stream: Stream; detector: Detector }> {
  const dataset = await uploadTable(actor, table);
  const { detector } = await trainDetector(actor, {
    algorithm: 'robust_zscore',
    ...wanted,
    datasetId: dataset.id,
  });
  const stream = succeeded(
    await actor.api.streams.create({ name: 'Watched', ...choice, detectorId: detector.id }),
  );
  return { stream, detector };
}

/** As `makeStream`, started and active. */
export async function startStream(
  actor: { api: ApiClient },
  table: LabelledTable<number>,
  choice: StreamChoice = {},
): Promise<{ stream: Stream; detector: Detector }> {
  const { stream, detector } = await makeStream(actor, table, choice);
  succeeded(await actor.api.streams.act(stream.id, 'start'));
  return { stream: await waitForStream(actor, stream.id, 'active'), detector };
}
