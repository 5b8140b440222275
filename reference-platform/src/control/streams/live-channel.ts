import type { HttpApplication } from '../../http/kernel.ts';
import { idParams } from '../../http/schemas.ts';
import { channel } from '../live/channel.ts';
import { closeCodes } from '../live/close-codes.ts';
import type { LiveConnection } from '../live/connection.ts';
import { Greeted } from '../live/greeted.ts';
import { frameOf } from '../live/hub.ts';
import type { Live } from '../live/live.ts';
import { streamReaders } from './access.ts';
import { liveQuery } from './input.ts';
import { findStream, pointsAfter, streamOfPath } from './queries.ts';
import { toStreamPoint } from './representation.ts';
import { streamEndTopic, streamTopic } from './topics.ts';

/** Stored points that are replayed in one message. */
const replayPoints = 500;

/**
 * Declares the channel `/streams/{id}/live`: `hello`, the stored points after `from`, then points and changes of state
 * as they come. Every point after `from` is sent once, in order.
 */
export function registerStreamChannel(app: HttpApplication, live: Live): void {
  const { database } = app.services;

  const read = (tenantId: string, id: string, from: number | undefined) =>
    database.tenant(tenantId, async (trx) => {
      const stream = await findStream(trx, tenantId, id);
      const [oldest] = await pointsAfter(trx, tenantId, id, { from: 0, limit: 1 });
      if (stream === undefined) return null;
      const last = stream.last_sequence;
      return { stream, first: oldest?.sequence ?? null, from: Math.min(from ?? last, last) };
    });

  const follow = async (connection: LiveConnection, tenantId: string, id: string, wanted?: number) => {
    let sent = Number.MAX_SAFE_INTEGER;
    let newest = 0;
    let isCaughtUp = false;
    const changes = new Greeted((frame) => connection.send(frame));
    // Listening comes first, so that nothing falls between the last stored point read and the first one published.
    const leave = live.hub.subscribe(streamTopic(id), (frame, position) => {
      if (position === null) {
        changes.tell(frame);
        return;
      }
      newest = position;
      if (!isCaughtUp || position <= sent) return;
      sent = position;
      connection.send(frame);
    });
    connection.onEnd(leave);
    const gone = () => connection.close(closeCodes.gone, 'The stream was removed.');
    connection.onEnd(live.hub.subscribe(streamEndTopic(id), gone));

    const start = await read(tenantId, id, wanted);
    if (start === null) {
      gone();
      return;
    }
    const { stream, first, from } = start;
    const { status, error, last_sequence: lastSequence } = stream;
    const hello = { type: 'hello', streamId: id, status, error, from, firstSequence: first, lastSequence };
    changes.greet(frameOf(hello));

    sent = from;
    while (connection.isOpen) {
      const rows = await database.tenant(tenantId, (trx) =>
        pointsAfter(trx, tenantId, id, { from: sent, limit: replayPoints }),
      );
      const last = rows.at(-1);
      if (last !== undefined) {
        const points = rows.map((row) => toStreamPoint(stream.features, row));
        if (!(await connection.sendFlushed(frameOf({ type: 'points', streamId: id, points })))) return;
        sent = last.sequence;
      }
      // What is stored but not yet published will be skipped when it comes: it is not beyond `sent`.
      if (rows.length < replayPoints && newest <= sent) {
        isCaughtUp = true;
        return;
      }
    }
  };

  channel(app, live, {
    id: 'streams.live',
    path: '/streams/{id}/live',
    access: streamReaders,
    params: idParams,
    query: liveQuery,
    object: { type: 'stream', find: streamOfPath },
    open: (connection, { tenantId, params, query }) => follow(connection, tenantId, params.id, query.from),
  });
}
