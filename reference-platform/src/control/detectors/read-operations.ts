import { z } from 'zod';
import { ok, okPage } from '../../http/answers.ts';
import type { LookupContext } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { found } from '../rows.ts';
import { detectorReaders } from './access.ts';
import { listQuery } from './input.ts';
import { detectorOfPath, findVersion, listDetectors, listVersions } from './queries.ts';
import { detectorSchema, detectorVersionSchema, toDetector, toDetectorVersion } from './representation.ts';
import type { DetectorVersionRow } from './tables.ts';

/** The path parameters of an operation on one version. */
export const versionParams = idParams.extend({
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
});

/** The version that the path names, for `object.find`. Throws 404 where the tenant has none such. */
export async function versionOfPath(
  context: LookupContext<{ id: string; version: number }>,
): Promise<DetectorVersionRow> {
  const { tenantId, params } = context;
  return found(
    await context.tenantTransaction((trx) => findVersion(trx, tenantId, params.id, params.version)),
  );
}

/** Declares the operations that read detectors and their versions. */
export function registerDetectorReading(app: HttpApplication): void {
  operation(app, {
    id: 'detectors.list',
    method: 'GET',
    path: '/detectors',
    summary: 'Detectors of the tenant',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(detectorSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listDetectors(trx, tenantId, query));
      return okPage(page, toDetector, query);
    },
  });

  operation(app, {
    id: 'detectors.get',
    method: 'GET',
    path: '/detectors/{id}',
    summary: 'One detector',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: detectorSchema },
    object: { type: 'detector', find: detectorOfPath },
    handle: (ctx) => Promise.resolve(ok(toDetector(ctx.object))),
  });

  operation(app, {
    id: 'detectors.versions',
    method: 'GET',
    path: '/detectors/{id}/versions',
    summary: 'Trained versions of a detector, newest first',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    params: idParams,
    query: pageQuery,
    responses: { 200: pageOf(detectorVersionSchema) },
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { tenantId, query, object } = ctx;
      const page = await ctx.tenantTransaction((trx) => listVersions(trx, tenantId, object.id, query));
      return okPage(page, toDetectorVersion, query);
    },
  });

  operation(app, {
    id: 'detectors.version',
    method: 'GET',
    path: '/detectors/{id}/versions/{version}',
    summary: 'One trained version of a detector',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    etag: true,
    params: versionParams,
    responses: { 200: detectorVersionSchema },
    object: { type: 'detector', find: versionOfPath },
    handle: (ctx) => Promise.resolve(ok(toDetectorVersion(ctx.object))),
  });
}
