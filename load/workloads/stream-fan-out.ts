import type { ApiClient } from '../../api-clients/api-client.ts';
import type { NewPoint } from '../../api-clients/streams/client.ts';
import { streamChannel } from '../../api-clients/streams/channel.ts';
import type { Plan } from '../arrivals/plan.ts';
import { noErrors } from '../budgets/relative.ts';
import { p95Of } from '../budgets/seeds.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, FlowTools, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';
import { InOrderReaders } from './in-order-readers.ts';

interface Input {
  sender: LoadActor;
  reader: LoadActor;
  /** Active streams that nobody else sends to; each generator needs at least one. */
  streamIds: string[];
  readersOfEach: number;
  /** What each call sends, numbered anew. */
  points: Omit<NewPoint, 'sequence'>[];
}

/** A message that is on its way for longer counts as lost. */
const PATIENCE_MS = 5_000;

/**
 * Points are sent to streams, and the arrival is over when every reader of the stream has them: each once, in their order. The
 * calls of one stream wait for each other, because their numbers do.
 */
export const begin: Begin<Input> = async ({ input, share, client, open }) => {
  const api = await client(input.sender);
  const own = input.streamIds.filter((_, index) => index % share.of === share.index);
  const feeds = await Promise.all(own.map((id) => feed(api, open, id, input)));
  return async (arrival) => {
    const next = feeds[Math.floor(arrival / share.of) % feeds.length];
    if (next === undefined) throw new RangeError('there is no stream for this generator');
    await next();
  };
};

/** Opens the readers of one stream; gives what sends a batch and waits for all of them. */
async function feed(
  api: ApiClient,
  open: FlowTools<Input>['open'],
  id: string,
  { reader, readersOfEach, points }: Input,
): Promise<() => Promise<void>> {
  // A measurement that was not valid has sent some before.
  let last = answered(await api.streams.metrics(id)).lastSequence;
  const readers = new InOrderReaders(readersOfEach, PATIENCE_MS, last);
  for (let index = 0; index < readersOfEach; index += 1) {
    const live = await open(reader, streamChannel(id));
    live.forgetsRead = true;
    void (async () => {
      for await (const message of live) {
        if (message.type === 'points')
          for (const { sequence } of message.points) readers.hear(index, sequence);
      }
      // Its end is seen by what it misses.
    })().catch(() => undefined);
  }
  let turn: Promise<unknown> = Promise.resolve();
  const send = async (): Promise<number> => {
    const first = last + 1;
    const numbered = points.map((point, index) => ({ ...point, sequence: first + index }));
    ({ lastSequence: last } = answered(await api.streams.ingest(id, numbered)));
    return last;
  };
  return async () => {
    const sent = turn.then(send);
    turn = sent.catch(() => undefined);
    await readers.allHave(await sent);
  };
}

export function streamFanOut(input: Input, arrivals: Plan): Workload {
  const { streamIds, readersOfEach } = input;
  return {
    question: `Does every point reach all ${readersOfEach} readers of its stream (${streamIds.length} streams), in order and at once?`,
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Of('latency'), noErrors('a point is delivered once and in order (contract: streams.live)')],
  };
}
