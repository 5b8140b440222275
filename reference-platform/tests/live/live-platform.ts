import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { channel } from '../../src/control/live/channel.ts';
import { openLive, type Live } from '../../src/control/live/live.ts';
import { registerTickets } from '../../src/control/live/ticket-operation.ts';
import { problem } from '../../src/http/problem.ts';
import { startIdentityPlatform, type IdentityPlatform } from '../identity/identity-platform.ts';

/** The identity platform with a channel `/rooms/{id}/live` for analysts and owners; room `missing` is unknown. */
export interface LivePlatform extends IdentityPlatform {
  readonly hub: Live['hub'];
  /** A ticket of whoever holds the token or key. */
  ticket(headers: Record<string, string>, body?: object): Promise<string>;
  /** Opens a socket and waits for its first message or its refusal. */
  connect(path: string, headers?: Record<string, string>): Promise<WebSocket>;
  /** The HTTP status that a handshake is refused with. */
  refusal(path: string, headers?: Record<string, string>): Promise<number>;
}

/** The room of these tests. */
export const room = '/rooms/main/live';

const ticketAnswer = z.object({ ticket: z.string() });

/** Starts it on a free port. */
export async function startLivePlatform(): Promise<LivePlatform> {
  const opened: Live[] = [];
  const platform = await startIdentityPlatform({
    async declare(app, identity) {
      const live = await openLive(app, identity, { pingEveryMs: 20_000 });
      opened.push(live);
      registerTickets(app, live, identity);
      channel(app, live, {
        id: 'rooms.live',
        path: '/rooms/{id}/live',
        access: { roles: ['owner', 'analyst'], keyScope: 'read' },
        params: z.strictObject({ id: z.string() }),
        query: z.strictObject({ from: z.int().optional() }),
        object: {
          type: 'room',
          find: ({ params }) =>
            params.id === 'missing' ? Promise.reject(problem.notFound()) : Promise.resolve(params.id),
        },
        open(connection, { object }) {
          connection.onEnd(live.hub.subscribe(object, (frame) => connection.send(frame)));
          live.hub.publish(object, { type: 'entered' });
        },
      });
    },
  });
  const [live] = opened;
  if (live === undefined) throw new Error('the channels were not opened');
  const port = await platform.listen();
  const urlOf = (path: string) => `ws://127.0.0.1:${port}/api/v1${path}`;

  return {
    ...platform,
    hub: live.hub,
    async ticket(headers, body = { path: room }) {
      const { json } = await platform.call('POST', '/auth/ws-tickets', { headers, body });
      return ticketAnswer.parse(json).ticket;
    },
    async connect(path, headers = {}) {
      const socket = new WebSocket(urlOf(path), { headers });
      await once(socket, 'message');
      return socket;
    },
    refusal(path, headers = {}) {
      const socket = new WebSocket(urlOf(path), { headers });
      return new Promise((resolve, reject) => {
        socket.on('error', () => undefined);
        socket.on('unexpected-response', (_request, response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        socket.on('open', () => reject(new Error('the handshake was accepted')));
      });
    },
  };
}

/** The code and reason that a socket is closed with. */
export async function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = z.tuple([z.number(), z.instanceof(Buffer)]).parse(await once(socket, 'close'));
  return { code, reason: reason.toString() };
}
