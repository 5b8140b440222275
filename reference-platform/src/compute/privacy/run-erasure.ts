import { rm } from 'node:fs/promises';
import { exportFile } from '../../storage/index.ts';
import { persistently } from '../jobs/persistently.ts';
import type { ClaimedJob } from '../jobs/queue.ts';
import type { Workshop } from '../jobs/workshop.ts';
import type { ErasurePayload } from '../protocol.ts';
import { TaskCancelled } from '../worker/cancellation.ts';
import { TaskRefused, type TaskOptions } from '../worker/tasks.ts';
import { eraseRows } from './erase-rows.ts';
import { eraseAuditNames, eraseTexts, forgetAnswers, type Erasable } from './erase-texts.ts';
import { subjectSearch, type ErasedCounts } from './protocol.ts';

/** Any export may hold what is erased: none that was finished or begun before stays. Files first, then their rows. */
async function removeExports({ database, dataFolder }: Workshop, tenantId: string): Promise<number> {
  const exports = await database.direct
    .selectFrom('privacy_exports')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('expired_at', 'is', null)
    .execute();
  for (const { id } of exports) await rm(exportFile(dataFolder, tenantId, id), { force: true });
  const { numUpdatedRows } = await database.direct
    .updateTable('privacy_exports')
    .set({ expired_at: new Date(), search: null })
    .where('tenant_id', '=', tenantId)
    .where('expired_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/**
 * Erases a person step by step and completes the job. Each step finds only what is still there, so that an attempt
 * after the death of this process goes on where the first ended; the counts are then those of the last attempt.
 */
export async function runErasure(
  workshop: Workshop,
  job: ClaimedJob,
  { erasureId }: ErasurePayload,
  { signal, onProgress }: TaskOptions,
): Promise<void> {
  const { database, completion, dataFolder } = workshop;
  const { tenantId } = job;
  const request = await database.direct
    .selectFrom('privacy_erasures')
    .select(['search', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', erasureId)
    .executeTakeFirst();
  if (request?.search === undefined || request.search === null)
    throw new TaskRefused('not_found', 'there is nothing to look for');
  const { ids, texts, value, rows } = subjectSearch.parse(request.search);
  const erasable: Erasable = { ids, texts, pseudonym: `erased-${erasureId.slice(-12)}` };
  const erased: ErasedCounts = {
    rows: 0,
    datasets: 0,
    detections: 0,
    versions: 0,
    texts: 0,
    auditNames: 0,
    exports: 0,
  };
  for (const [index, from] of rows.entries()) {
    if (signal?.aborted) throw new TaskCancelled();
    const gone = await eraseRows({ database, dataFolder, tenantId, erasureId, value: value ?? '' }, from);
    erased.rows += gone.rows;
    erased.datasets += gone.datasets;
    erased.detections += gone.detections;
    erased.versions += gone.versions;
    onProgress?.((index + 1) / (rows.length + 1));
  }
  if (signal?.aborted) throw new TaskCancelled();
  erased.texts = await eraseTexts(database, tenantId, erasable);
  erased.auditNames = await eraseAuditNames(database, tenantId, erasable);
  await forgetAnswers(database, tenantId, request.created_at);
  // What was not found in the data is in no export of it either.
  const isFound = ids.length > 0 || erased.rows + erased.texts > 0;
  if (isFound) erased.exports = await removeExports(workshop, tenantId);
  await persistently(() =>
    completion.completed(job, { version: null, detectionId: null }, async (trx) => {
      await trx
        .updateTable('privacy_erasures')
        .set({ search: null, erased: JSON.stringify(erased), completed_at: new Date() })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', erasureId)
        .execute();
    }),
  );
}
