import { v7 as uuid } from 'uuid';
import { isForeignKeyViolation, isUniqueViolation } from '../../database/errors.ts';
import { created, noContent, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import type { Plan } from '../../http/principal.ts';
import { idParams } from '../../http/schemas.ts';
import { datasetFolder, removeFolderAtomically, stagingFolder } from '../../storage/index.ts';
import { creatorOf } from '../detectors/creator.ts';
import { planOf, requireStorage } from '../tenants/usage.ts';
import { datasetWriters } from './access.ts';
import { updateBody, uploadFields } from './input.ts';
import { datasetOfPath, lockDataset } from './queries.ts';
import { removeDataset } from './remove.ts';
import { datasetSchema, toDataset } from './representation.ts';
import { receiveDataset } from './upload.ts';

const nameTaken = () => problem.conflict('A dataset of this name exists already.');

/** What a failed write means to the caller. */
function asProblem(error: unknown): unknown {
  if (isUniqueViolation(error, 'datasets_name_key')) return nameTaken();
  // The tenant was removed while the file arrived, and the caller's credentials with it.
  return isForeignKeyViolation(error) ? problem.unauthenticated() : error;
}

/** Where datasets are kept, and how much of them; sizes in bytes. */
interface DatasetLimits {
  dataFolder: string;
  maxUploadBytes: number;
  planStorage: Readonly<Record<Plan, number>>;
}

/** Declares the operations that upload, change and remove datasets. Sizes in bytes. */
export function registerDatasetWriting(
  app: HttpApplication,
  { dataFolder, maxUploadBytes, planStorage }: DatasetLimits,
): void {
  operation(app, {
    id: 'datasets.create',
    method: 'POST',
    path: '/datasets',
    summary: 'Upload a dataset',
    description: 'CSV with a header line, or JSON lines of flat objects. The fields come before the file.',
    tag: 'Datasets',
    access: datasetWriters,
    effect: 'change',
    etag: true,
    multipart: {
      fields: uploadFields,
      mediaTypes: ['text/csv', 'application/x-ndjson', 'application/jsonl'],
      maxBytes: maxUploadBytes,
    },
    responses: { 201: datasetSchema },
    problems: [409, 413, 415, 422],
    async handle(ctx) {
      const { tenantId } = ctx;
      const upload = await ctx.upload();
      const id = uuid();
      ctx.audit.target('dataset', id);
      const place = { dataFolder, tenantId, datasetId: id };
      const { index, sizeBytes, sha256, format } = await receiveDataset(upload, place);
      try {
        const row = await ctx.change(async (trx) => {
          await requireStorage(trx, tenantId, { more: sizeBytes, limit: planStorage[planOf(ctx.principal)] });
          return trx
            .insertInto('datasets')
            .values({
              id,
              tenant_id: tenantId,
              name: upload.fields.name,
              description: upload.fields.description ?? '',
              format,
              row_count: index.rowCount,
              columns: JSON.stringify(index.columns),
              label_column: index.labelColumn,
              time_column: index.timeColumn,
              size_bytes: sizeBytes,
              sha256,
              created_by: JSON.stringify(creatorOf(ctx.principal)),
            })
            .returningAll()
            .executeTakeFirstOrThrow();
        });
        return created(`/datasets/${id}`, toDataset(row));
      } catch (error) {
        await removeFolderAtomically(
          stagingFolder(dataFolder, tenantId),
          datasetFolder(dataFolder, tenantId, id),
        );
        throw asProblem(error);
      }
    },
  });

  operation(app, {
    id: 'datasets.update',
    method: 'PATCH',
    path: '/datasets/{id}',
    summary: 'Change the name or description of a dataset',
    tag: 'Datasets',
    access: datasetWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    body: updateBody,
    responses: { 200: datasetSchema },
    problems: [409],
    object: { type: 'dataset', find: datasetOfPath },
    async handle(ctx) {
      const { body, tenantId } = ctx;
      const row = await ctx
        .change(async (trx) => {
          const current = await lockDataset(trx, tenantId, ctx.object.id);
          ctx.requireMatch(toDataset(current));
          return trx
            .updateTable('datasets')
            .set({
              name: body.name ?? current.name,
              description: body.description ?? current.description,
              updated_at: new Date(),
            })
            .where('tenant_id', '=', tenantId)
            .where('id', '=', current.id)
            .returningAll()
            .executeTakeFirstOrThrow();
        })
        .catch((error: unknown) => {
          throw asProblem(error);
        });
      return ok(toDataset(row));
    },
  });

  operation(app, {
    id: 'datasets.remove',
    method: 'DELETE',
    path: '/datasets/{id}',
    summary: 'Remove a dataset',
    description: 'What was trained on it stays. Refused while a job is going to use it.',
    tag: 'Datasets',
    access: datasetWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    responses: { 204: null },
    problems: [409],
    object: { type: 'dataset', find: datasetOfPath },
    async handle(ctx) {
      await removeDataset(ctx, ctx.object.id, dataFolder);
      return noContent();
    },
  });
}
