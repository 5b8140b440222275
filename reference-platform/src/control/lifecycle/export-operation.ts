import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { modelFile } from '../../storage/index.ts';
import { detectorReaders } from '../detectors/access.ts';
import { versionOfPath, versionParams } from '../detectors/read-operations.ts';
import { exportedModel, exportedSize, largestExport } from './exported-model.ts';

/** Declares `detectors.export`. */
export function registerExport(app: HttpApplication, dataFolder: string): void {
  operation(app, {
    id: 'detectors.export',
    method: 'GET',
    path: '/detectors/{id}/versions/{version}/export',
    summary: 'A trained version as a file',
    description:
      'JSON: `format`, the `model` with its `formatVersion`, and the SHA-256 of the model’s text. The same version gives ' +
      'the same bytes each time. Refused (409) where the file would be larger than an import takes.',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    params: versionParams,
    responses: { 200: { mediaType: 'application/json; charset=utf-8', description: 'The file' } },
    problems: [409],
    object: { type: 'detector', find: versionOfPath },
    async handle(ctx) {
      const { id, version } = ctx.params;
      const path = modelFile(dataFolder, ctx.tenantId, id, version);
      const size = exportedSize((await stat(path)).size);
      if (size > largestExport) throw problem.conflict('The model is too large to be moved as a file.');
      return ok(Readable.from(exportedModel(path)), {
        'content-disposition': `attachment; filename="detector-${id}-v${version}.json"`,
        'content-length': String(size),
      });
    },
  });
}
