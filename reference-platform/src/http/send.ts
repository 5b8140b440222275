import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { AnswerHeaders } from './answers.ts';
import type { Responses } from './declaration.ts';
import { entityTagOf } from './entity-tag.ts';

interface Result {
  status: number;
  body: unknown;
  headers?: AnswerHeaders;
}

/** Sends a handler's result through its declared response; what does not fit it is a fault of the platform (500). */
export function sendAnswer(
  reply: FastifyReply,
  declaration: { id: string; etag?: boolean; responses: Responses },
  result: Result,
): FastifyReply {
  const response = declaration.responses[result.status];
  if (response === undefined)
    throw new Error(`${declaration.id} does not declare an answer ${result.status}`);
  reply.code(result.status);
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    reply.header(name, typeof value === 'string' ? value : [...value]);
  }
  if (response === null) return reply.send();
  if (!(response instanceof z.ZodType)) {
    if (!reply.hasHeader('content-type')) reply.type(response.mediaType);
    return reply.send(result.body);
  }
  const body = response.safeParse(result.body);
  if (!body.success) {
    throw new Error(`${declaration.id} answered ${result.status} with a body that does not fit its schema`, {
      cause: body.error,
    });
  }
  if (declaration.etag && result.status < 300) reply.header('etag', entityTagOf(result.body));
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body.data));
}
