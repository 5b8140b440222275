import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { Context } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import {
  detectionFolder,
  detectorFolder,
  removeFolderAtomically,
  stagingFolder,
} from '../../storage/index.ts';
import { lockDetector } from './queries.ts';
import { toDetector } from './representation.ts';

type ChangeContext = Pick<
  Context<unknown, unknown, unknown, unknown, unknown>,
  'tenantId' | 'change' | 'requireMatch' | 'log'
>;

/**
 * Removes a detector and, by its foreign keys, its versions, detections and jobs; the files go once that is
 * committed. Throws 412 on a stale If-Match and 409 while a training of it is pending or running.
 */
export async function removeDetector(ctx: ChangeContext, id: string, dataFolder: string): Promise<void> {
  const { tenantId } = ctx;
  const detections = await ctx.change(async (trx) => {
    const detector = await lockDetector(trx, tenantId, id);
    ctx.requireMatch(toDetector(detector));
    if (await isTraining(trx, tenantId, id)) {
      throw problem.conflict('The detector is being trained. Cancel the job first.');
    }
    const rows = await trx
      .selectFrom('detections')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('detector_id', '=', id)
      .execute();
    await trx.deleteFrom('detectors').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    return rows.map((row) => row.id);
  });

  const staging = stagingFolder(dataFolder, tenantId);
  const folders = [
    detectorFolder(dataFolder, tenantId, id),
    ...detections.map((detection) => detectionFolder(dataFolder, tenantId, detection)),
  ];
  for (const folder of folders) {
    await removeFolderAtomically(staging, folder).catch((error: unknown) => {
      ctx.log.error({ err: error, detectorId: id }, 'files of a removed detector could not be removed');
    });
  }
}

/** A new training takes a key share of the detector's row, so none comes up while that row is locked. */
async function isTraining(trx: Transaction<Schema>, tenantId: string, detectorId: string): Promise<boolean> {
  const job = await trx
    .selectFrom('jobs')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('detector_id', '=', detectorId)
    .where('kind', '=', 'training')
    .where('status', 'in', ['pending', 'running'])
    .executeTakeFirst();
  return job !== undefined;
}
