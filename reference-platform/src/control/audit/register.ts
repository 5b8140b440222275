import { Readable } from 'node:stream';
import { z } from 'zod';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idSchema, pageOf, pageQuery } from '../../http/schemas.ts';
import { auditEntrySchema } from './entry.ts';
import { auditLog } from './log.ts';

const access = { roles: ['owner', 'auditor'] } as const;
const tag = 'Audit';
const time = z.iso.datetime({ offset: true });

const verdictSchema = z
  .object({
    valid: z.boolean(),
    entries: z.int().min(0),
    prunedEntries: z.int().min(0),
    headHash: z.string(),
    firstBroken: z.object({ sequence: z.int(), id: idSchema.nullable() }).nullable(),
  })
  .meta({ id: 'AuditVerdict' });

const dateOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

/** Declares `audit.list`, `audit.export` and `audit.verify`. They leave no entry themselves. */
export function registerAudit(app: HttpApplication): void {
  const { database } = app.services;

  operation(app, {
    id: 'audit.list',
    method: 'GET',
    path: '/audit',
    summary: 'The audit log, newest first',
    tag,
    access,
    effect: 'read',
    query: pageQuery.extend({
      action: z
        .string()
        .regex(/^[A-Za-z]+(\.[A-Za-z]+)*$/)
        .max(80)
        .optional(),
      outcome: z.enum(['allowed', 'denied']).optional(),
      actorId: idSchema.optional(),
      from: time.optional(),
      to: time.optional(),
    }),
    responses: { 200: pageOf(auditEntrySchema) },
    async handle({ tenantId, query }) {
      const { limit, offset, from, to, ...filter } = query;
      const page = { limit, offset };
      const found = await auditLog.page(
        database,
        tenantId,
        { ...filter, from: dateOf(from), to: dateOf(to) },
        page,
      );
      return ok({ ...found, ...page });
    },
  });

  operation(app, {
    id: 'audit.export',
    method: 'GET',
    path: '/audit/export',
    summary: 'The whole audit log as JSON lines, oldest first',
    tag,
    access,
    effect: 'read',
    responses: {
      200: { mediaType: 'application/x-ndjson; charset=utf-8', description: 'One audit entry a line.' },
    },
    handle({ tenantId }) {
      const answer = ok(Readable.from(auditLog.lines(database, tenantId), { objectMode: false }), {
        'content-disposition': 'attachment; filename="audit.jsonl"',
      });
      return Promise.resolve(answer);
    },
  });

  operation(app, {
    id: 'audit.verify',
    method: 'GET',
    path: '/audit/verify',
    summary: 'Recomputes the hash chain and names the first entry that does not fit',
    tag,
    access,
    effect: 'read',
    responses: { 200: verdictSchema },
    handle: async ({ tenantId }) => ok(await auditLog.verify(database, tenantId)),
  });
}
