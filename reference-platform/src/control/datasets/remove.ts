import type { Context } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import { datasetFolder, removeFolderAtomically, stagingFolder } from '../../storage/index.ts';
import { lockDataset } from './queries.ts';
import { toDataset } from './representation.ts';

type ChangeContext = Pick<
  Context<unknown, unknown, unknown, unknown, unknown>,
  'tenantId' | 'change' | 'requireMatch' | 'log'
>;

/**
 * Removes a dataset; its files go once that is committed. A job takes a key share of its dataset's row before it is
 * queued, so none can be added between the look for jobs and the end of the transaction.
 * Throws 412 on a stale If-Match and 409 while a job that uses it is pending or running.
 */
export async function removeDataset(ctx: ChangeContext, id: string, dataFolder: string): Promise<void> {
  const { tenantId } = ctx;
  await ctx.change(async (trx) => {
    const dataset = await lockDataset(trx, tenantId, id);
    ctx.requireMatch(toDataset(dataset));
    const job = await trx
      .selectFrom('jobs')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('dataset_id', '=', id)
      .where('status', 'in', ['pending', 'running'])
      .executeTakeFirst();
    if (job !== undefined) throw problem.conflict('A job uses the dataset. Cancel the job first.');
    await trx.deleteFrom('datasets').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
  });
  try {
    await removeFolderAtomically(
      stagingFolder(dataFolder, tenantId),
      datasetFolder(dataFolder, tenantId, id),
    );
  } catch (error) {
    // The dataset is gone for everyone; the sweep at the next start takes the files.
    ctx.log.error({ err: error, datasetId: id }, 'files of a removed dataset could not be removed');
  }
}
