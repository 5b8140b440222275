import type { BoundaryClient } from '../../boundary/client.ts';
import { anomaliesResponse, plotResponse } from '../../compute/protocol.ts';
import { ok, okPage } from '../../http/answers.ts';
import type { Access } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { findSource, type DetectionSource } from '../detectors/training-source.ts';
import { listQuery, plotQuery } from './input.ts';
import { detectionOfPath, listDetections } from './queries.ts';
import { anomalySchema, detectionSchema, plotSchema, toDetection } from './representation.ts';

const readers = {
  roles: ['owner', 'admin', 'analyst', 'viewer', 'verifier', 'auditor'],
  keyScope: 'read',
} as const satisfies Access;

/** Throws 422 unless both are number columns of the dataset. */
function requireNumberColumns(source: DetectionSource, axes: { x: string; y: string }): void {
  const faults = Object.entries({ x: axes.x, y: axes.y })
    .filter(([, column]) => !source.columns.some(({ name, type }) => name === column && type === 'number'))
    .map(([axis]) => ({ pointer: `/query/${axis}`, detail: 'Not a number column of the dataset' }));
  if (faults.length > 0) throw problem.invalid(faults);
}

/** Declares the operations that read detections. */
export function registerDetectionReading(app: HttpApplication, boundary: BoundaryClient): void {
  operation(app, {
    id: 'detections.list',
    method: 'GET',
    path: '/detections',
    summary: 'Detections of the tenant, newest first',
    tag: 'Detections',
    access: readers,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(detectionSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listDetections(trx, tenantId, query));
      return okPage(page, toDetection, query);
    },
  });

  operation(app, {
    id: 'detections.get',
    method: 'GET',
    path: '/detections/{id}',
    summary: 'One detection',
    tag: 'Detections',
    access: readers,
    effect: 'read',
    params: idParams,
    responses: { 200: detectionSchema },
    object: { type: 'detection', find: detectionOfPath },
    handle: (ctx) => Promise.resolve(ok(toDetection(ctx.object))),
  });

  operation(app, {
    id: 'detections.anomalies',
    method: 'GET',
    path: '/detections/{id}/anomalies',
    summary: 'Anomalies of a detection, the highest score first, with the columns that contribute most',
    tag: 'Detections',
    access: readers,
    effect: 'read',
    params: idParams,
    query: pageQuery,
    responses: { 200: pageOf(anomalySchema) },
    problems: [503],
    object: { type: 'detection', find: detectionOfPath },
    async handle(ctx) {
      const { tenantId, trace, query } = ctx;
      const page = new URLSearchParams({ limit: String(query.limit), offset: String(query.offset) });
      const path = `/detections/${ctx.object.id}/anomalies?${page.toString()}`;
      const { items, total } = await computeAnswer(
        boundary,
        { method: 'GET', path, tenantId, timeout: 'read', trace },
        anomaliesResponse,
      );
      return ok({ items, total, limit: query.limit, offset: query.offset });
    },
  });

  operation(app, {
    id: 'detections.plot',
    method: 'GET',
    path: '/detections/{id}/plot',
    summary: 'Points of two columns with their scores: all anomalies, and an even sample of the other rows',
    tag: 'Detections',
    access: readers,
    effect: 'read',
    params: idParams,
    query: plotQuery,
    responses: { 200: plotSchema },
    problems: [409, 503],
    object: { type: 'detection', find: detectionOfPath },
    async handle(ctx) {
      const { tenantId, trace, query, object } = ctx;
      const datasetId = object.dataset_id;
      const source =
        datasetId === null
          ? undefined
          : await ctx.tenantTransaction((trx) => findSource(trx, tenantId, datasetId));
      if (source === undefined) throw problem.conflict('The dataset of this detection was removed.');
      requireNumberColumns(source, query);
      const axes = new URLSearchParams({ x: query.x, y: query.y, points: String(query.points) });
      const path = `/detections/${object.id}/plot?${axes.toString()}`;
      return ok(
        await computeAnswer(
          boundary,
          { method: 'GET', path, tenantId, timeout: 'read', trace },
          plotResponse,
        ),
      );
    },
  });
}
