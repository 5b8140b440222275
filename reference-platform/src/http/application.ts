import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { v7 as uuid } from 'uuid';
import { BoundaryUnavailable } from '../boundary/client.ts';
import { isDatabaseUnavailable } from '../database/errors.ts';
import { traceFrom } from '../telemetry/trace.ts';
import { beginCall, callOf, recordDenial } from './call.ts';
import type { HttpApplication, KernelServices } from './kernel.ts';
import { registerOpenApi } from './openapi.ts';
import { registerBodyParsers } from './body.ts';
import { allowedMethods } from './allowed-methods.ts';
import { problem, Problem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';
import { endSlowBodies } from './slow-requests.ts';
import { speakStrictly } from './strict-protocol.ts';
import { answerUnreadable, socketRefusal } from './unreadable-request.ts';
import { setCommonHeaders } from './judgement.ts';

/** The largest JSON body, in bytes. */
export const jsonBodyLimit = 5 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: string;
    body?: 'json' | 'multipart' | 'none';
  }
}

/** Fastify's own errors of the request, in the platform's words; what is unknown is a fault of the platform. */
function asProblem(error: FastifyError | Problem, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BoundaryUnavailable || isDatabaseUnavailable(error))
    return problem.unavailable(1, error);
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_TYPE':
      return problem.unsupportedMediaType(
        request.routeOptions.config.body === 'multipart'
          ? 'The body must be multipart/form-data.'
          : 'The body must be application/json.',
      );
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem.payloadTooLarge(jsonBodyLimit);
    default:
      break;
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return problem.malformed(error.message);
  }
  return problem.internal(error);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: Problem): FastifyReply {
  return reply
    .code(error.status)
    .headers(error.headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(error.toBody(pathOf(request), callOf(request).trace.traceId)));
}

/**
 * Stops looking at a body without cutting the answer off: what is still coming is read and thrown away, where
 * Fastify would close the connection under a caller that is still sending.
 */
function discardBody(request: FastifyRequest, reply: FastifyReply): void {
  request.raw.unpipe();
  request.raw.resume();
  reply.removeHeader('connection');
}

/**
 * Makes the HTTP application of the control plane: request ids, traces, headers, problems, metrics, OpenAPI.
 * Operations are declared on it with `operation(app, …)` before it listens.
 */
export async function createApplication(services: KernelServices, version: string): Promise<HttpApplication> {
  const headers = securityHeaders(services.publicUrl);
  const refuseSocket = socketRefusal(headers);
  const fastify = Fastify({
    logger: false,
    bodyLimit: jsonBodyLimit,
    trustProxy: services.trustedProxies.length > 0 ? [...services.trustedProxies] : false,
    genReqId: () => uuid(),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Bodies have a time that grows with what has come (`endSlowBodies`); headers have this one.
    requestTimeout: 0,
    keepAliveTimeout: 65_000,
    clientErrorHandler: answerUnreadable(refuseSocket),
    http: {
      requireHostHeader: false,
      headersTimeout: services.requestGraceMs,
      connectionsCheckingInterval: Math.min(1_000, services.requestGraceMs),
    },
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: false },
    frameworkErrors: (error, request, reply) => {
      const call = beginCall(request, traceFrom(request.headers.traceparent));
      setCommonHeaders(reply, call.requestId, headers);
      void reply.header('cache-control', 'no-store');
      // The router could not even read the path: it names nothing.
      const status = error.statusCode ?? 500;
      void sendProblem(request, reply, status < 500 ? problem.notFound() : asProblem(error, request));
    },
  });
  const app: HttpApplication = { fastify, services, routes: new Map(), pageFallback: null };
  const { logger, metrics } = services;

  // The kernel validates and serialises by itself, in its own order; Fastify's schemas only feed OpenAPI.
  fastify.setValidatorCompiler(() => (value: unknown) => ({ value }));
  fastify.setSerializerCompiler(() => (value: unknown) => JSON.stringify(value));

  fastify.addHook('onRequest', (request, reply, done) => {
    const call = beginCall(request, traceFrom(request.headers.traceparent));
    setCommonHeaders(reply, call.requestId, headers);
    // The files of the web interface say otherwise themselves.
    void reply.header('cache-control', 'no-store');
    done();
  });
  speakStrictly(fastify, refuseSocket);
  endSlowBodies(fastify, refuseSocket, services.requestGraceMs);
  fastify.addHook('onResponse', (request, reply, done) => {
    const call = callOf(request);
    const seconds = Number(process.hrtime.bigint() - call.startedAt) / 1e9;
    const operation = call.operationId ?? 'none';
    metrics.requests.inc({ operation, method: request.method, status: String(reply.statusCode) });
    metrics.requestDuration.observe({ operation }, seconds);
    logger.info({
      requestId: call.requestId,
      ...call.trace,
      operation,
      method: request.method,
      path: pathOf(request),
      status: reply.statusCode,
      tenantId: call.principal?.tenantId ?? null,
      durationMs: Math.round(seconds * 1e6) / 1e3,
    });
    done();
  });

  const refuse = async (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const call = callOf(request);
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    let answer = asProblem(error as FastifyError | Problem, request);
    try {
      await recordDenial(app, call, answer);
    } catch (failure) {
      answer = asProblem(failure as FastifyError, request);
    }
    if (answer.status >= 500) {
      const level = answer.status === 500 ? 'error' : 'warn';
      logger[level](
        { requestId: call.requestId, traceId: call.trace.traceId, err: answer.cause ?? error },
        error.message,
      );
    }
    discardBody(request, reply);
    return sendProblem(request, reply, answer);
  };
  fastify.setErrorHandler((error, request, reply) => refuse(error, request, reply));
  fastify.setNotFoundHandler((request, reply) => {
    // A file that a newer build no longer has must not come back as a page.
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|assets)\//.test(pathOf(request));
    if (isPage && app.pageFallback) return app.pageFallback(reply, pathOf(request));
    const methods = allowedMethods(app.routes, pathOf(request));
    return refuse(
      methods.length > 0 ? problem.methodNotAllowed(methods) : problem.notFound(),
      request,
      reply,
    );
  });

  registerBodyParsers(fastify);
  await fastify.register(cookie);
  await fastify.register(multipart);
  await registerOpenApi(fastify, version);
  return app;
}
