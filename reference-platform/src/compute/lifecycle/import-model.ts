import { readFile } from 'node:fs/promises';
import { openDraft, writeDraftFile } from '../files/draft.ts';
import { MODEL_DRAFT, type ImportTask } from '../worker/tasks.ts';
import { readExportedFile } from './exported-file.ts';
import type { ImportResponse } from './protocol.ts';

/** Checks an uploaded model file and writes its model into the draft folder. */
export async function importModel({ source, draft }: ImportTask): Promise<ImportResponse> {
  const { model, text } = readExportedFile(await readFile(source, 'utf8'));
  await openDraft(draft);
  await writeDraftFile(draft, MODEL_DRAFT, text);
  return {
    algorithm: model.state.algorithm,
    parameters: model.parameters,
    contamination: model.contamination,
    seed: model.seed,
    featureColumns: [...model.featureColumns],
    trainedRows: model.trainedRows,
    threshold: model.threshold,
    modelBytes: Buffer.byteLength(text),
  };
}
