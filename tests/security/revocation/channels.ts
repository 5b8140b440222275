import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { Result } from '../../../api-clients/http/result.ts';
import type { Channel, LiveSocket } from '../../../api-clients/live/socket.ts';
import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { streamChannel } from '../../../api-clients/streams/channel.ts';
import { type Actor, dataOf } from '../../../fixtures/index.ts';

/** Milliseconds within which a socket must close; a platform that only looks again now and then takes seconds. */
const LIMIT_MS = 1_000;

/** How a channel ended: by which status or close code, how long after the revocation was answered, past how many calls. */
export interface Ending {
  channel: string;
  /** `401`, `403` or the close code; `open` where it did not end within a second. */
  by: string;
  /** Milliseconds from the answer of the revoking call to the first refusal, or to the close frame. */
  afterMs: number;
  /** Calls that were still answered after the revocation. */
  letThrough: number;
}

/** A way into the platform that a credential holds open. */
export interface HeldChannel {
  name: string;
  isOpen(): Promise<boolean>;
  /** Resolves when it has ended, at the latest after a second; `revokedAt` is of `performance.now()`. */
  ending(revokedAt: number): Promise<Ending>;
}

/** A channel of calls: it has ended with the first that is refused. */
export function callChannel(name: string, call: () => Promise<Result<unknown>>): HeldChannel {
  return {
    name,
    isOpen: async () => (await call()).ok,
    async ending(revokedAt) {
      for (let letThrough = 0; ; letThrough += 1) {
        const { ok, status } = await call();
        const afterMs = performance.now() - revokedAt;
        if (!ok) return { channel: name, by: String(status), afterMs, letThrough };
        if (afterMs > LIMIT_MS) return { channel: name, by: 'open', afterMs, letThrough };
      }
    },
  };
}

/** An open WebSocket that has greeted. */
async function socketChannel(name: string, opened: Promise<LiveSocket<unknown>>): Promise<HeldChannel> {
  const socket = await opened;
  await socket.next();
  const closed = socket.closing.then(({ code }) => ({ by: String(code), at: performance.now() }));
  return {
    name,
    isOpen: () => Promise.resolve(socket.isOpen),
    async ending(revokedAt) {
      const { by, at } = await Promise.race([
        closed,
        delay(LIMIT_MS).then(() => ({ by: 'open', at: performance.now() })),
      ]);
      // A close frame may come before the answer that it belongs to.
      return { channel: name, by, afterMs: Math.max(0, at - revokedAt), letThrough: 0 };
    },
  };
}

/** What a bearer session holds open. */
export interface HeldSession {
  api: ApiClient;
  bearer: HeldChannel;
  refresh: HeldChannel;
  stream: HeldChannel;
  notifications: HeldChannel;
  /** All four. */
  channels: HeldChannel[];
}

/** Logs `member` in once more: access token, refresh token, a socket of the stream and one of notifications. */
export async function holdSession(member: Actor, anonymous: Actor, streamId: string): Promise<HeldSession> {
  const { email, password } = member;
  const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
  let refreshToken = tokens?.refreshToken ?? '';
  const api = member.api.withHeaders({ authorization: `Bearer ${tokens?.accessToken ?? ''}` });
  const socket = async <Message>(channel: Channel<Message>) => {
    const { ticket } = dataOf(await api.auth.wsTicket({ path: channel.path }), 200);
    return member.live.open(channel, { ticket });
  };
  const bearer = callChannel('bearer token', () => api.auth.me());
  const refresh = callChannel('refresh token', async () => {
    const pair = await anonymous.api.auth.refresh(refreshToken);
    if (pair.ok) ({ refreshToken } = pair.data);
    return pair;
  });
  const stream = await socketChannel('stream socket', socket(streamChannel(streamId)));
  const notifications = await socketChannel('notification socket', socket(notificationChannel));
  return { api, bearer, refresh, stream, notifications, channels: [bearer, refresh, stream, notifications] };
}

/** What the session cookie of a browser holds open. */
export async function holdCookie(visitor: Actor): Promise<{ api: ApiClient; channels: HeldChannel[] }> {
  return {
    api: visitor.api,
    channels: [
      callChannel('cookie', () => visitor.api.auth.me()),
      await socketChannel('notification socket of the cookie', visitor.live.open(notificationChannel)),
    ],
  };
}

/** What an API key of scope `read` holds open. */
export async function holdKey(key: Actor, streamId: string): Promise<HeldChannel[]> {
  return [
    callChannel('API key', () => key.api.auth.me()),
    await socketChannel('stream socket of the API key', key.live.open(streamChannel(streamId))),
  ];
}
