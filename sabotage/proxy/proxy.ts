import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer, type Socket } from 'node:net';
import { buffer, json } from 'node:stream/consumers';
import { z } from 'zod';
import { API_BASE_PATH } from '../../api-clients/http/transport.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operations.ts';
import type { ChannelRule } from '../../contract/policy.ts';
import type { ProxyDefect } from '../population/defect.ts';
import type { Traces } from '../prove/plan.ts';
import { Acquaintances, type Identity } from './acquaintances.ts';
import { AnswerMemory } from './answer-memory.ts';
import { isCleanRequest } from './clean-request.ts';
import {
  type Answer,
  headerOf,
  headerPairs,
  type Headers,
  jsonOf,
  type SentRequest,
  withoutHeaders,
} from './message.ts';
import { OperationIndex } from './operation-index.ts';
import { isOfAnotherSite } from './origin.ts';
import { Recorder } from './recorder.ts';
import { relayBytes, relaySocket } from './socket-relay.ts';
import { traceContext } from './trace.ts';
import { Upstream } from './upstream.ts';

const tracesSchema = z.record(
  z.string(),
  z.strictObject({ test: z.string(), defect: z.string().nullable() }),
);

/** Stands for the tenant of whoever has none. */
const NO_TENANT = '';
const ticketSchema = z.object({ ticket: z.string() });

/** Bodies are kept for learning up to this size; what is larger teaches nothing. */
const KEPT_BYTES = 64 * 1024;

export interface ProxyOptions {
  /** Origin of the target; `null` where it is started later, because it has to know the proxy's address. */
  upstream: string | null;
  contract: Contract;
  defects: ReadonlyMap<string, ProxyDefect>;
  /** Statuses of a test's calls of an operation on the clean target, in their order. */
  usualStatuses?: (test: string, operationId: string) => readonly number[];
}

/**
 * Stands between suite and target. A request belongs, by its trace id, to an attempt of a test; where that attempt has a
 * defect of the request's operation the call is spoiled, otherwise it passes through as it is, streamed both ways. What
 * begins as no clean request is no call: its connection is the target's, byte by byte.
 */
export class SabotageProxy {
  readonly recorder = new Recorder();
  readonly #options: ProxyOptions;
  readonly #index: OperationIndex;
  readonly #known = new Acquaintances();
  readonly #memory = new AnswerMemory();
  readonly #door: SocketServer;
  readonly #server: Server;
  readonly #control: Server;
  readonly #sockets = new Set<Socket>();
  readonly #made = new Map<string, number>();
  readonly #spoiled = new Set<string>();
  #traces: Traces = {};
  #target: Upstream | null;

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.#target = options.upstream === null ? null : new Upstream(options.upstream);
    this.#index = new OperationIndex(options.contract);
    this.#control = createServer((request, response) => void this.#takeOrders(request, response));
    // As the reference platform has it: an upload may take its time.
    this.#server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 }, (request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      this.#upgrade(request, socket, head).catch(() => socket.destroy());
    });
    // What goes wrong on a connection that began well is for the target to refuse, in its own words.
    this.#server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket: Socket) => {
      if (error.rawPacket === undefined || !socket.writable) socket.destroy();
      else relayBytes(this.#upstream, socket, error.rawPacket);
    });
    // Half-open connections and immediate bytes, as of the target itself.
    this.#door = createSocketServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
      socket.once('data', (packet: Buffer) => this.#open(socket, packet));
    });
  }

  static async start(options: ProxyOptions): Promise<SabotageProxy> {
    const proxy = new SabotageProxy(options);
    for (const server of [proxy.#door, proxy.#control]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    return proxy;
  }

  /** Origin at which the suite reaches the target. */
  get url(): string {
    return `http://127.0.0.1:${portOf(this.#door)}`;
  }

  /** Where a run announces its traces. */
  get controlUrl(): string {
    return `http://127.0.0.1:${portOf(this.#control)}`;
  }

  /** Says where the target is. */
  pointAt(upstream: string): void {
    this.#target = new Upstream(upstream);
  }

  get #upstream(): Upstream {
    if (this.#target === null) throw new Error('the sabotage proxy has no target yet');
    return this.#target;
  }

  /** Whether a defect really changed something in a test of the last run. */
  hasSpoiled(test: string, defect: string): boolean {
    return this.#spoiled.has(`${test}\n${defect}`);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#target?.close();
    this.#control.closeAllConnections();
    await Promise.all(
      [this.#door, this.#control].map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        await closed;
      }),
    );
  }

  async #takeOrders(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const traces = tracesSchema.safeParse(await json(request).catch(() => null));
    if (traces.success) {
      this.#traces = traces.data;
      this.#made.clear();
    }
    response.writeHead(traces.success ? 204 : 422).end();
  }

  /** Reads a connection by its first packet: as calls, or as bytes. */
  #open(socket: Socket, packet: Buffer): void {
    if (!isCleanRequest(packet)) {
      relayBytes(this.#upstream, socket, packet);
      return;
    }
    socket.pause();
    socket.unshift(packet);
    this.#server.emit('connection', socket);
    socket.resume();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = headerPairs(request.rawHeaders);
    const { method = 'GET', url = '/' } = request;
    const operation = this.#index.find(method, url);
    const trace = traceContext(headers);
    const attempt = trace === null || trace.prepares ? undefined : this.#traces[trace.traceId];
    const place = operation?.id ?? 'web';
    const nth = trace === null || trace.prepares ? 0 : this.#count(`${trace.traceId} ${place}`);
    const defect = this.#options.defects.get(attempt?.defect ?? '');
    if (trace !== null) this.#known.sawSession(trace.traceId, headers);
    if (attempt !== undefined && trace !== null && defect?.place === place && operation !== null) {
      const { test } = attempt;
      const { traceId } = trace;
      await this.#spoil({ request, response, headers, operation, defect, test, traceId, nth });
      return;
    }
    const sent = { method, url, headers };
    this.#pass(request, response, sent, (answer) => {
      if (operation !== null) this.#learn(operation, headers, answer, trace?.traceId ?? null);
      if (attempt === undefined) return;
      const caller = callerName(this.#known.identify(headers), headers);
      this.recorder.record(attempt.test, { operationId: place, status: answer.status, caller });
    });
  }

  /** Streams request and response through; `seen` gets the answer when it has ended, its body only where it is worth it. */
  #pass(
    request: IncomingMessage,
    response: ServerResponse,
    sent: Omit<SentRequest, 'body'>,
    seen: (answer: Answer) => void,
  ): void {
    const outgoing = this.#upstream.open(sent);
    outgoing.on('response', (incoming) => {
      const status = incoming.statusCode ?? 0;
      const headers = headerPairs(incoming.rawHeaders);
      response.writeHead(status, incoming.statusMessage ?? '', forwardable(headers).flat());
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= KEPT_BYTES) chunks.push(chunk);
      });
      incoming.on('end', () =>
        seen({ status, headers, body: size <= KEPT_BYTES ? Buffer.concat(chunks) : Buffer.alloc(0) }),
      );
      incoming.on('error', () => response.destroy());
      incoming.on('aborted', () => response.destroy());
      incoming.pipe(response);
    });
    outgoing.on('continue', () => response.writeContinue());
    // What the target does to a connection, the caller gets as well.
    outgoing.on('error', () => request.socket.destroy());
    response.on('close', () => {
      if (!response.writableFinished) outgoing.destroy();
    });
    request.pipe(outgoing);
  }

  async #spoil({
    request,
    response,
    headers,
    operation,
    defect,
    test,
    traceId,
    nth,
  }: {
    request: IncomingMessage;
    response: ServerResponse;
    headers: Headers;
    operation: Operation;
    defect: ProxyDefect;
    test: string;
    traceId: string;
    nth: number;
  }): Promise<void> {
    if (defect.spoil === null) throw new Error(`${defect.id} is no defect of calls`);
    const sent: SentRequest = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers,
      body: await buffer(request),
    };
    const { answer, spoiled } = await defect.spoil({
      operation,
      rule: this.#options.contract.rule(operation.id),
      request: sent,
      caller: this.#known.identify(headers),
      session: this.#known.sessionOf(traceId),
      known: this.#known,
      memory: this.#memory,
      usual: this.#options.usualStatuses?.(test, operation.id)[nth] ?? null,
      forward: async (other = sent) => {
        const honest = await this.#upstream.exchange(other);
        this.#learn(operation, other.headers, honest, traceId);
        return honest;
      },
    });
    if (spoiled) this.#spoiled.add(`${test}\n${defect.id}`);
    response.writeHead(answer.status, forwardable(answer.headers).flat());
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  async #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const headers = headerPairs(request.rawHeaders);
    const url = request.url ?? '/';
    const secret = new URL(url, 'http://proxy.invalid').searchParams.get('ticket') ?? '';
    const ticket = this.#known.ticket(secret);
    const traceId = traceContext(headers)?.traceId ?? ticket?.traceId ?? null;
    const attempt = traceId === null ? undefined : this.#traces[traceId];
    const place = channelOf(url);
    const known = this.#options.defects.get(attempt?.defect ?? '');
    const defect = known?.place === place ? known : undefined;
    const channel = this.#channel(place);
    const spoiled = () => {
      if (attempt !== undefined && defect !== undefined) this.#spoiled.add(`${attempt.test}\n${defect.id}`);
    };
    const sent: SentRequest = { method: request.method ?? 'GET', url, headers, body: head };
    let handshake = sent;
    if (channel !== undefined && defect?.admit) {
      const freshTicket = (credentials: Headers) => this.#freshTicket(credentials, url);
      const other = await defect.admit({ channel, request: sent, ticket, known: this.#known, freshTicket });
      if (other !== null) {
        handshake = other;
        spoiled();
      }
    }
    if (!isOfAnotherSite(headers)) this.#known.spend(secret);
    relaySocket({
      upstream: this.#upstream,
      request: handshake,
      socket,
      frames: defect?.frames ?? null,
      onSpoiled: spoiled,
      onAnswer: (status) => {
        if (attempt === undefined) return;
        const caller = callerName(ticket?.holder ?? { kind: 'anonymous' }, headers);
        this.recorder.record(attempt.test, { operationId: place, status, caller });
      },
    });
  }

  #channel(place: string): ChannelRule | undefined {
    return [...this.#options.contract.policy.channels.values()].find(
      ({ path }) => `socket ${path}` === place,
    );
  }

  async #freshTicket(credentials: Headers, url: string): Promise<string | null> {
    const path = (url.split('?', 1)[0] ?? '').replace(API_BASE_PATH, '');
    const answer = await this.#upstream.exchange({
      method: 'POST',
      url: `${API_BASE_PATH}/auth/ws-tickets`,
      headers: [['Host', new URL(this.url).host], ['Content-Type', 'application/json'], ...credentials],
      body: Buffer.from(JSON.stringify({ path })),
    });
    const given = ticketSchema.safeParse(jsonOf(answer));
    return given.success ? given.data.ticket : null;
  }

  #learn(operation: Operation, sent: Headers, answer: Answer, traceId: string | null): void {
    if (Acquaintances.learnsFrom(operation, answer.status))
      this.#known.learn(operation, sent, answer, traceId);
    if (answer.status >= 300 || (answer.status !== 204 && answer.body.length === 0)) return;
    const caller = this.#known.identify(sent);
    this.#memory.remember(operation.id, 'tenantId' in caller ? caller.tenantId : NO_TENANT, answer);
  }

  #count(key: string): number {
    const made = this.#made.get(key) ?? 0;
    this.#made.set(key, made + 1);
    return made;
  }
}

/** The name of a socket's channel among the places of defects: its path without ids and query. */
export function channelOf(url: string): string {
  return `socket ${(url.split('?', 1)[0] ?? '').replace(API_BASE_PATH, '').replaceAll(/[0-9a-f-]{36}/g, '{id}')}`;
}

/** A caller as recordings name it. */
export function callerName(identity: Identity, headers: Headers): string {
  return isOfAnotherSite(headers) ? `${nameOf(identity)} of another site` : nameOf(identity);
}

function nameOf(identity: Identity): string {
  switch (identity.kind) {
    case 'member':
      return identity.credential === 'bearer' ? identity.role : `${identity.role} by cookie`;
    case 'apiKey':
      return `key ${[...identity.scopes].sort().join('+')}`;
    default:
      return identity.kind;
  }
}

/** That a connection lives on is each side's own matter; what else the target says of it, its caller is to know. */
function forwardable(headers: Headers): Headers {
  const livesOn = headerOf(headers, 'connection')?.toLowerCase() === 'keep-alive';
  return withoutHeaders(
    headers,
    ...(livesOn ? ['connection'] : []),
    'keep-alive',
    ...(headerOf(headers, 'content-length') === undefined ? [] : ['transfer-encoding']),
  );
}

function portOf(server: SocketServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sabotage proxy has no port');
  return address.port;
}
