import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Schema } from '../database/schema.ts';
import type { Work } from '../database/database.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { TraceContext } from '../telemetry/trace.ts';
import type { AnswerHeaders, RawBody } from './answers.ts';
import type { AuditActor, KeyScope, Principal, TenantRole } from './principal.ts';

/** Who may call an operation. */
export type Access =
  /** Nobody is asked who they are; credentials that are sent are not looked at. */
  | 'anonymous'
  /** Operators of the platform only. */
  | 'operator'
  | {
      /** The tenant roles that may. */
      roles: readonly TenantRole[];
      /** The scope that an API key needs; `any` takes each key. Without it, API keys get 403. */
      keyScope?: KeyScope | 'any';
      /** Whether operators may too (the `auth.*` operations on oneself). Otherwise they get 403. */
      operators?: boolean;
    };

/** An answer that is no JSON: its body is a string, a buffer or a stream. */
export interface RawResponse {
  mediaType: string;
  /** What else it can be, as the caller asks for it; the handler then sets `content-type`. */
  alternatives?: readonly string[];
  description: string;
}

/** By status: a zod schema of the JSON body, a raw answer, or null for an empty one. */
export type Responses = Readonly<Record<number, z.ZodType | RawResponse | null>>;

type BodyOf<Response> = Response extends z.ZodType
  ? z.input<Response>
  : Response extends RawResponse
    ? RawBody
    : null;

/** What a handler may answer: one of the declared statuses with a body that fits it. */
export type AnswerOf<R extends Responses> = {
  [Status in keyof R & number]: { status: Status; body: BodyOf<R[Status]>; headers?: AnswerHeaders };
}[keyof R & number];

/** What the audit entry of this call says, beyond what the kernel knows. */
export interface AuditNotes {
  /** What the call acts on; the kernel presets it for operations with an `object`. */
  target(type: string, id: string): void;
  /** Whose chain the entry belongs to (null = the platform's) and who acted, where the principal does not say. */
  subject(subject: { tenantId: string | null; actor?: AuditActor }): void;
  /** The status that a successful change answers with, where it is not the first declared 2xx. */
  status(status: number): void;
}

/** One file of a multipart request, as it arrives. */
export interface Upload<Fields> {
  fields: Fields;
  file: { name: string; mediaType: string; stream: Readable };
  /**
   * To be awaited when `file.stream` has been read to its end: throws 400 or 422 when what follows the file is
   * broken or not allowed, so that the caller can undo what it has stored.
   */
  finish(): Promise<void>;
}

/** What the object look-up of an operation sees: the caller and the path, not yet the input. */
export interface LookupContext<Params> {
  principal: Principal;
  /** The caller's tenant. Throws for operators and anonymous callers: a fault of the declaration. */
  readonly tenantId: string;
  params: Params;
  /** A transaction as the caller's tenant; not recorded in the audit log. */
  tenantTransaction<Result>(work: Work<Result>): Promise<Result>;
}

/** What a handler gets. */
export interface Context<Params, Query, Body, Fields, Found> {
  /** The caller. Throws in anonymous operations. */
  readonly principal: Principal;
  readonly tenantId: string;
  params: Params;
  query: Query;
  body: Body;
  /** What `object.find` returned. */
  object: Found;
  request: FastifyRequest;
  reply: FastifyReply;
  requestId: string;
  trace: TraceContext;
  log: Logger;
  audit: AuditNotes;
  tenantTransaction<Result>(work: Work<Result>): Promise<Result>;
  /**
   * The one change of a `change` operation: `work` and the audit entry are committed together. Runs as the
   * caller's tenant; as the system role for operators and anonymous callers, or with `role: 'system'`.
   */
  change<Result>(
    work: (trx: Transaction<Schema>) => Promise<Result>,
    options?: { role: 'system' },
  ): Promise<Result>;
  /** Throws 412 when `If-Match` was sent and does not fit the current representation (the body that GET gives). */
  requireMatch(representation: unknown): void;
  /** The multipart body, up to and including the start of its file. Once a call. */
  upload(): Promise<Upload<Fields>>;
}

/** Statuses of problems that an operation can answer beyond those that follow from its declaration. */
export type ExtraProblem = 401 | 403 | 404 | 409 | 413 | 415 | 422 | 503;

/** One operation: the route, who may call it, what goes in and what comes out. */
export interface OperationDeclaration<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Fields extends z.ZodObject,
  R extends Responses,
  Found,
> {
  /** `domain.verb`; the operationId in OpenAPI, the `action` in the audit log, the label in metrics. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** `change`: the handler must call `ctx.change` once when it succeeds. Denials are recorded either way. */
  effect: 'read' | 'change';
  /** Limits the operation per client address instead of per tenant (log-in, register, refresh). */
  limit?: 'address';
  /** Whether the JSON body of 200 and 201 is one resource that gets an ETag, and whether If-Match is looked at. */
  etag?: boolean;
  /** Strict zod object. What does not fit answers 404. Numbers are converted from their text. */
  params?: Params;
  /** Strict zod object with plain types (`z.int()`, `z.boolean()`): the kernel converts the text. */
  query?: Query;
  /** Strict zod schema of the JSON body. */
  body?: Body;
  /** Strict zod object of the form fields (all strings) before the part `file`. Excludes `body`. */
  multipart?: { fields: Fields; mediaTypes: readonly string[]; maxBytes: number };
  responses: R;
  /** Problems that the handler itself throws and the declaration does not show, e.g. `[409]`. */
  problems?: readonly ExtraProblem[];
  /** The object that the path names: looked up after the role and before the body is read. */
  object?: {
    /** The audit log's word for it, e.g. `dataset`. */
    type: string;
    /** The path parameter that holds its id; default `id`. */
    param?: string;
    /** Returns it or throws `problem.notFound()`. */
    find(context: LookupContext<z.output<Params>>): Promise<Found>;
  };
  handle(
    context: Context<z.output<Params>, z.output<Query>, z.output<Body>, z.output<Fields>, Found>,
  ): Promise<AnswerOf<R>>;
}
