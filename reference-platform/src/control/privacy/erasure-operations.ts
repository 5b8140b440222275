import type { Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import { accepted, ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import { endsOwnership } from '../members/rules.ts';
import { requireOtherOwner } from '../members/store.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { privacyAccess, privacyTag as tag } from './access.ts';
import { erasureOfPath, listErasures } from './queries.ts';
import { erasureSchema, toErasure } from './representation.ts';
import { queueErasure } from './request-job.ts';
import { erasureSubject, findSubject, type FoundSubject } from './subject.ts';

/** Removes the account at once, as the removal of a member does; the rest is the job's. */
async function removeAccount(
  trx: Transaction<Schema>,
  tenantId: string,
  member: NonNullable<FoundSubject['member']>,
): Promise<void> {
  if (endsOwnership(member, { status: 'disabled' })) await requireOtherOwner(trx, tenantId, member.id);
  await trx.deleteFrom('users').where('tenant_id', '=', tenantId).where('id', '=', member.id).execute();
}

/** Throws 409 while a job that uses one of the datasets is pending or running. Locks the datasets against new ones. */
async function requireIdle(trx: Transaction<Schema>, tenantId: string, datasetIds: string[]): Promise<void> {
  if (datasetIds.length === 0) return;
  await trx
    .selectFrom('datasets')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', datasetIds)
    .orderBy('id')
    .forUpdate()
    .execute();
  const job = await trx
    .selectFrom('jobs')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('dataset_id', 'in', datasetIds)
    .where('status', 'in', ['pending', 'running'])
    .executeTakeFirst();
  if (job) throw problem.conflict('A job uses one of the datasets. Cancel the job first.');
}

/** Declares the operations that erase a person's data. */
export function registerErasures(app: HttpApplication): void {
  operation(app, {
    id: 'privacy.createErasure',
    method: 'POST',
    path: '/privacy/erasures',
    summary: 'Erase a person’s data, for good',
    description:
      'A member loses the account at once; their name and address go from every record, from the audit log too, whose chain still verifies. Of a person in datasets the rows go that a value identifies (or the dataset, where the column is null), with the detections in it; detectors that were trained on it say so. Finished exports go as well.',
    tag,
    access: privacyAccess,
    effect: 'change',
    body: z.strictObject({ subject: erasureSubject }),
    responses: { 202: jobSchema },
    problems: [409],
    async handle(ctx) {
      const { tenantId, principal, body, audit } = ctx;
      const id = uuid();
      audit.target('privacy_erasure', id);
      const createdBy = creatorOf(principal);
      const job = await ctx.change(async (trx) => {
        await lockTenant(trx, tenantId, 'exclusive');
        const found = await findSubject(trx, tenantId, body.subject);
        const { search, member } = found;
        if (member?.id === principal.id) throw problem.conflict('Another owner has to erase you.');
        await requireIdle(
          trx,
          tenantId,
          search.rows.map(({ datasetId }) => datasetId),
        );
        if (member) await removeAccount(trx, tenantId, member);
        return queueErasure(trx, { id, tenantId, createdBy, found });
      });
      return accepted(toJob(job));
    },
  });

  operation(app, {
    id: 'privacy.listErasures',
    method: 'GET',
    path: '/privacy/erasures',
    summary: 'Erasures, newest first',
    tag,
    access: privacyAccess,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(erasureSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listErasures(trx, tenantId, query));
      return okPage(page, toErasure, query);
    },
  });

  operation(app, {
    id: 'privacy.getErasure',
    method: 'GET',
    path: '/privacy/erasures/{id}',
    summary: 'One erasure, and what it took away',
    tag,
    access: privacyAccess,
    effect: 'read',
    params: idParams,
    responses: { 200: erasureSchema },
    object: { type: 'privacy_erasure', find: erasureOfPath },
    handle: ({ object }) => Promise.resolve(ok(toErasure(object))),
  });
}
