import { notificationChannel } from '../notifications/channel.ts';
import { streamChannel } from '../streams/channel.ts';
import type { Channel } from './socket.ts';

/** The channel at a path below the API's base; `undefined` where there is none. */
export function channelAt(path: string): Channel<unknown> | undefined {
  const [, streamId] = /^\/streams\/([^/]+)\/live$/.exec(path) ?? [];
  if (streamId !== undefined) return streamChannel(streamId);
  return path === notificationChannel.path ? notificationChannel : undefined;
}
