import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Call } from './call.ts';
import type { Responses } from './declaration.ts';
import {
  earlierAnswer,
  isIdempotencyKey,
  keepAnswer,
  KeyTaken,
  type KeyedCall,
  type StoredAnswer,
} from './idempotency.ts';
import type { HttpApplication } from './kernel.ts';
import { problem } from './problem.ts';
import { sendAnswer } from './send.ts';

interface Creating {
  id: string;
  method: string;
  effect: 'read' | 'change';
  access: unknown;
  etag?: boolean;
  multipart?: unknown;
  responses: Responses;
}

interface Outcome {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** Whether an operation honours `Idempotency-Key`: a POST of a known caller that makes something or starts a job. */
export function honoursKeys({ method, effect, access, responses }: Omit<Creating, 'id'>): boolean {
  return (
    method === 'POST' &&
    effect === 'change' &&
    access !== 'anonymous' &&
    (responses[201] !== undefined || responses[202] !== undefined)
  );
}

/** What a call asks for, as far as the path and the operation say it. */
export function contentOf(declaration: { id: string }, call: Call): Record<string, unknown> {
  return { operation: declaration.id, path: call.params };
}

/** The call's key. Throws 422 when it is malformed. */
function keyedCallOf(request: FastifyRequest, declaration: Creating, call: Call, body: unknown) {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !honoursKeys(declaration) || call.principal === null) return null;
  if (!isIdempotencyKey(key)) {
    const detail = 'Must be 1 to 200 visible ASCII characters';
    throw problem.invalid([{ pointer: '/header/idempotency-key', detail }]);
  }
  const { tenantId, id } = call.principal;
  return {
    key,
    tenantId,
    actorId: id,
    content: { ...contentOf(declaration, call), body },
  } satisfies KeyedCall;
}

/**
 * Runs a handler at most once a key: a retry gets the first call's answer, marked `Idempotency-Replayed: true`, and
 * changes nothing. Calls without a key, or of operations that make nothing, run as they are.
 */
export async function oncePerKey<Result extends Outcome>(
  app: HttpApplication,
  declaration: Creating,
  exchange: { request: FastifyRequest; reply: FastifyReply; call: Call },
  body: unknown,
  run: () => Promise<Result>,
): Promise<FastifyReply> {
  const { request, reply, call } = exchange;
  const { database, logger } = app.services;
  const replay = (answer: StoredAnswer) =>
    sendAnswer(reply.header('idempotency-replayed', 'true'), declaration, answer);
  const keyed = keyedCallOf(request, declaration, call, body);
  if (keyed === null) return sendAnswer(reply, declaration, await run());

  call.keyed = keyed;
  // What an upload asks for is known once its form is read, so it is held against the key inside the change.
  const earlier = declaration.multipart ? null : await earlierAnswer(database, keyed);
  if (earlier) return replay(earlier);
  let result: Result;
  try {
    result = await run();
  } catch (error) {
    const first = error instanceof KeyTaken ? await earlierAnswer(database, keyed) : null;
    if (first === null) throw error;
    return replay(first);
  }
  if (call.changed && declaration.responses[result.status] instanceof z.ZodType) {
    const headers = Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]),
    );
    await keepAnswer(database, keyed, { status: result.status, body: result.body, headers }).catch(
      (error: unknown) => logger.error({ err: error }, 'the answer of a keyed call could not be kept'),
    );
  }
  return sendAnswer(reply, declaration, result);
}
