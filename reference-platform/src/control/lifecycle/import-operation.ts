import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { importResponse } from '../../compute/lifecycle/protocol.ts';
import { created } from '../../http/answers.ts';
import type { Upload } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import {
  detectorFolder,
  removeFolderAtomically,
  stagingFolder,
  uploadedModelFile,
} from '../../storage/index.ts';
import { detectorWriters } from '../detectors/access.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { creatorOf } from '../detectors/creator.ts';
import { createBody } from '../detectors/input.ts';
import { detectorSchema, toDetector } from '../detectors/representation.ts';
import type { ControlServices } from '../services.ts';
import { planOf, requireStorage } from '../tenants/usage.ts';
import { largestExport } from './exported-model.ts';
import { checkedModel, insertImported } from './imported-model.ts';

const importFields = z.strictObject({
  name: createBody.shape.name,
  description: createBody.shape.description,
});
type ImportFields = z.output<typeof importFields>;

/** Declares `detectors.import`. */
export function registerImport(app: HttpApplication, services: ControlServices): void {
  const { boundary, configuration } = services;
  const dataFolder = configuration.dataDirectory;
  operation(app, {
    id: 'detectors.import',
    method: 'POST',
    path: '/detectors/import',
    summary: 'Make a detector of an exported version',
    description:
      'Its version 1 scores as the exported one did. The fields come before the file, which `detectors.export` wrote, here ' +
      'or elsewhere, in this or an earlier format version.',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'change',
    etag: true,
    multipart: { fields: importFields, mediaTypes: ['application/json'], maxBytes: largestExport },
    responses: { 201: detectorSchema },
    problems: [409, 413, 415, 422, 503],
    async handle(ctx) {
      const { tenantId, trace } = ctx;
      const upload = await ctx.upload();
      const id = uuid();
      ctx.audit.target('detector', id);
      const uploadId = uuid();
      const uploaded = uploadedModelFile(dataFolder, tenantId, uploadId);
      try {
        await receive(upload, uploaded);
        const body = { uploadId, detectorId: id };
        const model = checkedModel(
          await computeAnswer(
            boundary,
            { method: 'POST', path: '/models/import', tenantId, body, timeout: 'scoring', trace },
            importResponse,
          ),
        );
        const by = creatorOf(ctx.principal);
        const limit = configuration.planStorage[planOf(ctx.principal)];
        const row = await ctx.change(async (trx) => {
          await requireStorage(trx, tenantId, { more: model.modelBytes, limit });
          return insertImported(trx, { id, tenantId, by, ...upload.fields }, model);
        });
        return created(`/detectors/${id}`, toDetector(row));
      } catch (error) {
        await removeFolderAtomically(
          stagingFolder(dataFolder, tenantId),
          detectorFolder(dataFolder, tenantId, id),
        ).catch((failure: unknown) => {
          ctx.log.error({ err: failure, detectorId: id }, 'files of a failed import are left');
        });
        throw error;
      } finally {
        await rm(uploaded, { force: true });
      }
    },
  });
}

/** Writes the upload to `target`. Throws 415 where it does not say that it is JSON, 413, and 400 where it breaks off. */
async function receive(upload: Upload<ImportFields>, target: string): Promise<void> {
  const { name, mediaType, stream } = upload.file;
  if (mediaType.toLowerCase() !== 'application/json' && extname(name).toLowerCase() !== '.json') {
    throw problem.unsupportedMediaType('The file must be JSON.');
  }
  await mkdir(dirname(target), { recursive: true });
  await pipeline(stream, createWriteStream(target));
  await upload.finish();
}
