import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { accepted, ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { exportFile } from '../../storage/index.ts';
import { creatorOf } from '../detectors/creator.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import { privacyAccess, privacyTag as tag } from './access.ts';
import { exportOfPath, listExports } from './queries.ts';
import { exportSchema, toExport } from './representation.ts';
import { queueExport } from './request-job.ts';
import { exportSubject, findSubject } from './subject.ts';

/** Declares the operations that collect a person's data and hand it out. */
export function registerExports(app: HttpApplication, dataFolder: string): void {
  operation(app, {
    id: 'privacy.createExport',
    method: 'POST',
    path: '/privacy/exports',
    summary: 'Collect what is known of a person',
    description:
      'Of a member: every record in which their id, address or name stands. Of a person in datasets: the rows that a value identifies, with the scores of stored detections.',
    tag,
    access: privacyAccess,
    effect: 'change',
    body: z.strictObject({ subject: exportSubject }),
    responses: { 202: jobSchema },
    async handle(ctx) {
      const { tenantId, body, audit } = ctx;
      const id = uuid();
      audit.target('privacy_export', id);
      const createdBy = creatorOf(ctx.principal);
      const job = await ctx.change(async (trx) => {
        const found = await findSubject(trx, tenantId, body.subject);
        return queueExport(trx, { id, tenantId, createdBy, found });
      });
      return accepted(toJob(job));
    },
  });

  operation(app, {
    id: 'privacy.listExports',
    method: 'GET',
    path: '/privacy/exports',
    summary: 'Exports of people’s data, newest first',
    tag,
    access: privacyAccess,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(exportSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listExports(trx, tenantId, query));
      return okPage(page, toExport, query);
    },
  });

  operation(app, {
    id: 'privacy.getExport',
    method: 'GET',
    path: '/privacy/exports/{id}',
    summary: 'One export',
    tag,
    access: privacyAccess,
    effect: 'read',
    params: idParams,
    responses: { 200: exportSchema },
    object: { type: 'privacy_export', find: exportOfPath },
    handle: ({ object }) => Promise.resolve(ok(toExport(object))),
  });

  operation(app, {
    id: 'privacy.exportFile',
    method: 'GET',
    path: '/privacy/exports/{id}/file',
    summary: 'The file of a completed export',
    tag,
    access: privacyAccess,
    effect: 'read',
    params: idParams,
    responses: {
      200: {
        mediaType: 'application/x-ndjson; charset=utf-8',
        description: 'JSON lines: the type of a record and its content.',
      },
    },
    problems: [409],
    object: { type: 'privacy_export', find: exportOfPath },
    async handle({ tenantId, object }) {
      const { status } = toExport(object);
      if (status !== 'completed') throw problem.conflict(`The export is ${status}.`);
      const path = exportFile(dataFolder, tenantId, object.id);
      // Opened before the answer begins, so that a file that has just expired is no broken answer.
      const file = await open(path).catch(() => {
        throw problem.conflict('The export is expired.');
      });
      return ok(createReadStream(path, { fd: file }), {
        'content-disposition': `attachment; filename="export-${object.id}.jsonl"`,
      });
    },
  });
}
