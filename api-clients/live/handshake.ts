import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import type { Exchange } from '../http/exchange.ts';
import { API_BASE_PATH } from '../http/transport.ts';
import { type Channel, LiveSocket } from './socket.ts';

/** What goes along when a channel is opened. */
export interface Handshake {
  query: Record<string, string | number>;
  headers: Record<string, string>;
  /** Name of the actor in recorded exchanges. */
  actor: string;
  /** Sees each frame that comes, as an exchange of status 101 with the frame as its body. */
  onFrame: (exchange: Exchange) => void;
}

/** The exchange by which the target opened the socket or refused it. */
export type HandshakeOutcome<Message> =
  { accepted: true; live: LiveSocket<Message>; exchange: Exchange } | { accepted: false; exchange: Exchange };

function joined(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}

/** Asks the target at `baseUrl` (its origin) for a WebSocket. Only a broken connection throws. */
export async function shakeHands<Message>(
  baseUrl: string,
  channel: Channel<Message>,
  { query, headers, actor, onFrame }: Handshake,
): Promise<HandshakeOutcome<Message>> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.append(name, String(value));
  const suffix = parameters.size > 0 ? `?${parameters.toString()}` : '';
  const url = `${baseUrl.replace(/\/+$/, '')}${API_BASE_PATH}${channel.path}${suffix}`;
  const start = performance.now();
  const exchange = (answer: Partial<Exchange>): Exchange => ({
    operationId: 'live',
    method: 'GET',
    url,
    path: channel.path,
    requestHeaders: headers,
    requestBody: null,
    status: 101,
    responseHeaders: {},
    setCookies: [],
    bodyText: '',
    durationMs: performance.now() - start,
    startedAt: new Date().toISOString(),
    actor,
    ...answer,
  });

  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers, perMessageDeflate: false });
  // The first frames may come with the handshake's last packet, so somebody listens from the beginning.
  const live = new LiveSocket(socket, channel, (bodyText) => {
    const frame = exchange({ bodyText });
    onFrame(frame);
    return frame;
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ accepted: true, live, exchange: exchange({}) }));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response: IncomingMessage) => {
      const answer = {
        status: response.statusCode ?? 0,
        responseHeaders: joined(response.headers),
        setCookies: response.headers['set-cookie'] ?? [],
      };
      text(response).then((bodyText) => {
        resolve({ accepted: false, exchange: exchange({ ...answer, bodyText }) });
      }, reject);
    });
  });
}
