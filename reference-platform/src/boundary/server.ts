import Fastify, { type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { traceFrom, type TraceContext } from '../telemetry/trace.ts';
import { verify } from './signature.ts';

/** What an endpoint of the boundary gets: the tenant that the signature covers, and the parsed input. */
export interface BoundaryRequest<Params, Query, Body> {
  tenantId: string;
  params: Params;
  query: Query;
  body: Body;
  trace: TraceContext;
  log: Logger;
}

/** One endpoint. `path` below `/boundary/v1`, with `:name` for parameters. */
export interface BoundaryEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: 'GET' | 'POST';
  path: string;
  params?: P;
  /** Texts: coerce numbers in the schema. */
  query?: Q;
  body?: B;
  /** Returns the JSON answer, or throws `refuse(…)`. */
  handle(request: BoundaryRequest<z.output<P>, z.output<Q>, z.output<B>>): Promise<unknown>;
}

/** A refusal of the compute plane: arrives on the control side as a `BoundaryRefusal` of the same status and code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly details: unknown;

  constructor(status: number, code: string, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** A refusal with a status of 400–499, a code that the caller can tell apart, and a sentence. */
export function refuse(status: number, code: string, message: string, details?: unknown): Refusal {
  return new Refusal(status, code, message, details);
}

/** The compute plane's side of the boundary. */
export interface BoundaryServer {
  endpoint<
    P extends z.ZodType = z.ZodUnknown,
    Q extends z.ZodType = z.ZodUnknown,
    B extends z.ZodType = z.ZodUnknown,
  >(
    endpoint: BoundaryEndpoint<P, Q, B>,
  ): void;
  /** Listens on a free loopback port and returns the origin. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** What the server stands on. `health` rejects when the plane cannot work. */
export interface BoundaryServerOptions {
  secret: string;
  logger: Logger;
  metrics: Metrics;
  health(): Promise<void>;
}

const traces = new WeakMap<FastifyRequest, TraceContext>();

/** The trace of a call, the same each time that it is asked for. */
function traceOf(request: FastifyRequest): TraceContext {
  const known = traces.get(request);
  if (known) return known;
  const trace = traceFrom(request.headers.traceparent);
  traces.set(request, trace);
  return trace;
}

function isRoutine({ url }: FastifyRequest): boolean {
  return url === '/boundary/v1/health' || url === '/boundary/v1/metrics';
}

const bodyLimit = 64 * 1024 * 1024;
const anything = z.unknown();

function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuse(422, 'invalid', `${what}: ${z.prettifyError(result.error)}`);
}

/** Makes the server, with `GET /health` and `GET /metrics` on it. Each call is checked before it is looked at. */
export function createBoundaryServer(options: BoundaryServerOptions): BoundaryServer {
  const { logger, metrics } = options;
  const fastify = Fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const accept = (request: FastifyRequest): { tenantId: string; body: unknown } => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { method, url: path, headers } = request;
    const verdict = verify(options.secret, { method, path, headers, body: raw });
    if (!verdict.accepted) throw refuse(verdict.status, 'unauthenticated', verdict.reason);
    return {
      tenantId: verdict.tenantId,
      body: raw.length > 0 ? JSON.parse(raw.toString('utf8')) : undefined,
    };
  };

  fastify.addHook('onResponse', (request, reply, done) => {
    const operation = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    metrics.requests.inc({ operation, method: request.method, status: String(reply.statusCode) });
    metrics.requestDuration.observe({ operation }, reply.elapsedTime / 1000);
    const [path] = request.url.split('?', 1);
    const durationMs = Math.round(reply.elapsedTime * 1e3) / 1e3;
    // What the launcher and scrapers ask all the time would bury the rest.
    logger[isRoutine(request) ? 'debug' : 'info']({
      ...traceOf(request),
      operation,
      method: request.method,
      path,
      status: reply.statusCode,
      durationMs,
    });
    done();
  });
  fastify.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal) {
      return reply
        .code(error.status)
        .send({ code: error.code, message: error.message, details: error.details });
    }
    logger.error(
      { err: error, traceId: traceOf(request).traceId, path: request.url },
      'a boundary call failed',
    );
    return reply.code(500).send({ code: 'internal', message: 'internal error' });
  });

  const server: BoundaryServer = {
    endpoint(endpoint) {
      fastify.route({
        method: endpoint.method,
        url: `/boundary/v1${endpoint.path}`,
        async handler(request, reply) {
          const { tenantId, body } = accept(request);
          const trace = traceOf(request);
          const answer = await endpoint.handle({
            tenantId,
            params: parse(endpoint.params ?? anything, request.params, 'params') as never,
            query: parse(endpoint.query ?? anything, request.query, 'query') as never,
            body: parse(endpoint.body ?? anything, body, 'body') as never,
            trace,
            log: logger.child({ traceId: trace.traceId }),
          });
          if (typeof answer === 'string') return reply.type('text/plain; charset=utf-8').send(answer);
          return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer ?? null));
        },
      });
    },
    async listen() {
      await fastify.listen({ host: '127.0.0.1', port: 0 });
      const address = fastify.server.address() as AddressInfo;
      return `http://127.0.0.1:${address.port}`;
    },
    close: () => fastify.close(),
  };
  server.endpoint({
    method: 'GET',
    path: '/health',
    async handle() {
      await options.health();
      return { status: 'ok' };
    },
  });
  server.endpoint({ method: 'GET', path: '/metrics', handle: () => metrics.exposition() });
  return server;
}
