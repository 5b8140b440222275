import { ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams, pageOf } from '../../http/schemas.ts';
import { streamReaders } from './access.ts';
import { listQuery, pointsQuery } from './input.ts';
import { listPoints, listStreams, streamOfPath } from './queries.ts';
import { streamPointSchema, streamSchema, toStream, toStreamPoint } from './representation.ts';

const tag = 'Streams';

/** Declares the operations that read streams and their points. */
export function registerStreamReading(app: HttpApplication): void {
  operation(app, {
    id: 'streams.list',
    method: 'GET',
    path: '/streams',
    summary: 'Streams of the tenant, newest first',
    tag,
    access: streamReaders,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(streamSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listStreams(trx, tenantId, query));
      return okPage(page, toStream, query);
    },
  });

  operation(app, {
    id: 'streams.get',
    method: 'GET',
    path: '/streams/{id}',
    summary: 'One stream',
    tag,
    access: streamReaders,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: streamSchema },
    object: { type: 'stream', find: streamOfPath },
    handle: (ctx) => Promise.resolve(ok(toStream(ctx.object))),
  });

  operation(app, {
    id: 'streams.points',
    method: 'GET',
    path: '/streams/{id}/points',
    summary: 'Stored points of a stream with their scores, in order of sequence',
    description:
      'The newest 100,000 points of a stream are kept. `from` is the last sequence that the caller has.',
    tag,
    access: streamReaders,
    effect: 'read',
    params: idParams,
    query: pointsQuery,
    responses: { 200: pageOf(streamPointSchema) },
    object: { type: 'stream', find: streamOfPath },
    async handle(ctx) {
      const { tenantId, query, object } = ctx;
      const page = await ctx.tenantTransaction((trx) => listPoints(trx, tenantId, object.id, query));
      return okPage(page, (row) => toStreamPoint(object.features, row), query);
    },
  });
}
