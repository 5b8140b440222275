import type { FastifyInstance } from 'fastify';
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { problem } from '../../http/problem.ts';
import { maxClientMessageBytes } from './limits.ts';

interface PendingUpgrade {
  socket: Socket;
  head: Buffer;
  response: ServerResponse;
}

/** The WebSocket handshakes of a server, which go through the same router, hooks and problems as any request. */
export interface Upgrades {
  /** 426 unless the request asks for a WebSocket, 400 where it asks wrongly. */
  require(request: IncomingMessage): void;
  /** Answers 101. The handler must have taken the reply over before. */
  complete(request: IncomingMessage): WebSocket;
}

const keyForm = /^[+/0-9A-Za-z]{22}==$/;

/** Answers a request that came with `Upgrade` like any other, unless its handler completes it. */
export function acceptUpgrades(fastify: FastifyInstance): Upgrades {
  const pending = new WeakMap<IncomingMessage, PendingUpgrade>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxClientMessageBytes,
  });

  fastify.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on('finish', () => socket.end());
    pending.set(request, { socket, head, response });
    fastify.routing(request, response);
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    // Node stops reading HTTP at an upgrade: the body of such a request would never come.
    const isWithBody = pending.has(request.raw) && request.method !== 'GET';
    done(isWithBody ? problem.malformed('Only GET can ask for an upgrade of the connection.') : undefined);
  });

  return {
    require(request) {
      const { upgrade, 'sec-websocket-key': key, 'sec-websocket-version': version } = request.headers;
      if (!pending.has(request) || upgrade?.toLowerCase() !== 'websocket') throw problem.upgradeRequired();
      if (key === undefined || !keyForm.test(key)) {
        throw problem.malformed('The Sec-WebSocket-Key header is missing or malformed.');
      }
      if (version !== '13') throw problem.malformed('Version 13 of the WebSocket protocol is spoken here.');
    },
    complete(request) {
      const upgrade = pending.get(request);
      if (upgrade === undefined) throw new Error('the request asked for no upgrade');
      pending.delete(request);
      const { socket, head, response } = upgrade;
      response.detachSocket(socket);
      let opened: WebSocket | undefined;
      server.handleUpgrade(request, socket, head, (webSocket) => void (opened = webSocket));
      if (opened === undefined) throw new Error('the WebSocket handshake was not completed');
      return opened;
    },
  };
}
