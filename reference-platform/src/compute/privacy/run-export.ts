import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportFile } from '../../storage/index.ts';
import { discardDraft, draftFolder, moveIntoPlace, openDraft, takeBack } from '../files/draft.ts';
import { JobTaken } from '../jobs/completion.ts';
import { persistently } from '../jobs/persistently.ts';
import type { ClaimedJob } from '../jobs/queue.ts';
import type { Workshop } from '../jobs/workshop.ts';
import type { ExportPayload } from '../protocol.ts';
import { TaskCancelled } from '../worker/cancellation.ts';
import { TaskRefused, type TaskOptions } from '../worker/tasks.ts';
import { recordsOf } from './personal-records.ts';
import { rowsOf } from './personal-rows.ts';
import { subjectSearch, type SubjectSearch } from './protocol.ts';

const FILE = 'export.jsonl';

async function* linesOf(
  { database, dataFolder }: Workshop,
  tenantId: string,
  search: SubjectSearch,
  { signal, onProgress }: TaskOptions,
  onLine: () => void,
): AsyncGenerator<string> {
  const marks = [...search.ids, ...search.texts];
  const sources = [
    ...(marks.length > 0 ? [recordsOf(database, tenantId, marks, (fraction) => onProgress?.(fraction))] : []),
    ...search.rows.map((rows) => rowsOf({ database, dataFolder, tenantId }, rows, search.value ?? '')),
  ];
  for (const source of sources) {
    for await (const record of source) {
      if (signal?.aborted) throw new TaskCancelled();
      onLine();
      yield `${JSON.stringify(record)}\n`;
    }
  }
}

/** Collects what is known of a person into a file of JSON lines, `{ type, content }` each, and completes the job. */
export async function runExport(
  workshop: Workshop,
  job: ClaimedJob,
  { exportId }: ExportPayload,
  options: TaskOptions,
): Promise<void> {
  const { database, completion, dataFolder } = workshop;
  const { tenantId } = job;
  const request = await database.direct
    .selectFrom('privacy_exports')
    .select('search')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', exportId)
    .executeTakeFirst();
  const wanted = request?.search ?? null;
  if (wanted === null) throw new TaskRefused('not_found', 'the person was erased meanwhile');
  const search = subjectSearch.parse(wanted);
  const draft = draftFolder(dataFolder, tenantId, job.id);
  await openDraft(draft);
  let entries = 0;
  const path = join(draft, FILE);
  const lines = linesOf(workshop, tenantId, search, options, () => (entries += 1));
  await pipeline(Readable.from(lines), createWriteStream(path, { flush: true }));
  const { size } = await stat(path);
  const target = exportFile(dataFolder, tenantId, exportId);
  await moveIntoPlace(path, target);
  await discardDraft(draft);
  try {
    await persistently(() =>
      completion.completed(job, { version: null, detectionId: null }, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('privacy_exports')
          .set({ search: null, entries, size_bytes: size, completed_at: new Date() })
          .where('tenant_id', '=', tenantId)
          .where('id', '=', exportId)
          .where('expired_at', 'is', null)
          .executeTakeFirst();
        // An erasure has come in between: what was collected may hold what is erased.
        if (numUpdatedRows === 0n) throw new JobTaken();
      }),
    );
  } catch (error) {
    await takeBack(target);
    throw error;
  }
}
