import { useEffect, useState } from 'preact/hooks';
import type { StreamPoint, StreamStatus } from '../../shapes/stream.ts';
import { followStream, type Connection } from './follow-stream.ts';

/** Points that are kept on the page. */
export const KEPT_POINTS = 300;

/** What is known of a stream that is followed. */
export interface LiveStream {
  connection: Connection;
  /** The newest points, in order. */
  points: readonly StreamPoint[];
  /** Null until the stream has said it. */
  state: { status: StreamStatus; error: string | null } | null;
}

const nothingYet: LiveStream = { connection: 'connecting', points: [], state: null };

/** Follows a stream while the page is open, from the sequence `from` on; null waits. */
export function useLiveStream(id: string, from: number | null): LiveStream {
  const [live, setLive] = useState(nothingYet);
  useEffect(() => {
    setLive(nothingYet);
    if (from === null) return;
    return followStream(id, from, {
      connection: (connection) => setLive((before) => ({ ...before, connection })),
      message(message) {
        if (message.type === 'points') {
          setLive((before) => ({
            ...before,
            points: [...before.points, ...message.points].slice(-KEPT_POINTS),
          }));
        } else {
          const { status, error } = message;
          setLive((before) => ({ ...before, state: { status, error } }));
        }
      },
    });
  }, [id, from]);
  return live;
}
