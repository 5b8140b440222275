import { expect } from 'vitest';
import type { ApiClient } from '../../api-clients/api-client.ts';
import type { NewPoint } from '../../api-clients/streams/client.ts';

/** Sends a batch, again and again until the platform says that it has all of it. */
export async function deliver(api: ApiClient, streamId: string, batch: readonly NewPoint[]): Promise<void> {
  const attempt = async () => {
    const answer = await api.streams.ingest(streamId, batch).catch(() => null);
    return answer?.ok === true ? answer.data.accepted + answer.data.duplicates : 0;
  };
  await expect.poll(attempt, { timeout: 20_000, interval: 100 }).toBe(batch.length);
}
