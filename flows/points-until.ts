import type { LiveSocket } from '../api-clients/live/socket.ts';
import type { StreamMessage, StreamPoint } from '../api-clients/streams/schemas.ts';

/** Points that come on a channel until the one with sequence `last`; whatever else comes is passed over. */
export async function pointsUntil(live: LiveSocket<StreamMessage>, last: number): Promise<StreamPoint[]> {
  const points: StreamPoint[] = [];
  for await (const message of live) {
    if (message.type !== 'points') continue;
    points.push(...message.points);
    if ((points.at(-1)?.sequence ?? 0) >= last) break;
  }
  return points;
}
