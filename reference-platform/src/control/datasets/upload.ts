import { extname } from 'node:path';
import type { Upload } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import { datasetFolder, uploadsFolder, writeFolderAtomically } from '../../storage/index.ts';
import type { IngestResult } from './ingest/ingest.ts';
import { ingest } from './ingest/ingest.ts';
import { UploadRefusal } from './ingest/refusal.ts';
import type { UploadFields } from './input.ts';

type Format = 'csv' | 'jsonl';

const formatOfMediaType = new Map<string, Format>([
  ['text/csv', 'csv'],
  ['application/x-ndjson', 'jsonl'],
  ['application/jsonl', 'jsonl'],
]);
const formatOfExtension = new Map<string, Format>([
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
]);

/** The format that the file's media type names, or else its name. Throws 415 where neither does. */
export function formatOf(file: { name: string; mediaType: string }): Format {
  const format =
    formatOfMediaType.get(file.mediaType.toLowerCase()) ??
    formatOfExtension.get(extname(file.name).toLowerCase());
  if (format === undefined) throw problem.unsupportedMediaType('The file must be CSV or JSON lines.');
  return format;
}

/** Where the column files of an upload go. */
export interface UploadTarget {
  dataFolder: string;
  tenantId: string;
  datasetId: string;
}

/** What was received: the format, and what was found in the file. */
export interface ReceivedDataset extends IngestResult {
  format: Format;
}

/**
 * Takes in the file of an upload and leaves its column files in the dataset's folder, or, when it throws, nothing.
 * @throws 400 where the body breaks off, 413, 415 and 422 as the specification of `datasets.create` says.
 */
export async function receiveDataset(
  upload: Upload<UploadFields>,
  { dataFolder, tenantId, datasetId }: UploadTarget,
): Promise<ReceivedDataset> {
  const format = formatOf(upload.file);
  const { labelColumn = null, timeColumn = null } = upload.fields;
  if (labelColumn !== null && labelColumn === timeColumn) {
    throw problem.invalid([{ pointer: '/timeColumn', detail: 'Must not be the label column' }]);
  }
  try {
    const target = datasetFolder(dataFolder, tenantId, datasetId);
    return await writeFolderAtomically(uploadsFolder(dataFolder, tenantId), target, async (folder) => {
      const result = await ingest(upload.file.stream, folder, { format, labelColumn, timeColumn });
      await upload.finish();
      return { ...result, format };
    });
  } catch (error) {
    if (!(error instanceof UploadRefusal)) throw error;
    throw problem.invalid([{ pointer: error.pointer, detail: error.detail }]);
  }
}
