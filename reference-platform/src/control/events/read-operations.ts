import { ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf } from '../../http/schemas.ts';
import { eventReaders } from './access.ts';
import { listQuery, spanOf, summaryQuery } from './input.ts';
import { eventOfPath, listEvents } from './queries.ts';
import { eventSchema, summarySchema, toEvent } from './representation.ts';
import { summarise } from './summary.ts';

const tag = 'Events';

/** Declares the operations that read events. */
export function registerEventReading(app: HttpApplication): void {
  operation(app, {
    id: 'events.list',
    method: 'GET',
    path: '/events',
    summary: 'Events of the tenant, the latest first',
    tag,
    access: eventReaders,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(eventSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listEvents(trx, tenantId, query));
      return okPage(page, toEvent, query);
    },
  });

  operation(app, {
    id: 'events.summary',
    method: 'GET',
    path: '/events/summary',
    summary:
      'Counts of the events of a span by status, severity, kind and day (UTC); without times the last 30 days',
    tag,
    access: eventReaders,
    effect: 'read',
    query: summaryQuery,
    responses: { 200: summarySchema },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const { fault, ...span } = spanOf(query, new Date());
      if (fault !== null) throw problem.invalid([{ pointer: '/query/from', detail: fault }]);
      return ok(await ctx.tenantTransaction((trx) => summarise(trx, tenantId, span)));
    },
  });

  operation(app, {
    id: 'events.get',
    method: 'GET',
    path: '/events/{id}',
    summary: 'One event, with who changed its state and when',
    tag,
    access: eventReaders,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: eventSchema },
    object: { type: 'event', find: eventOfPath },
    handle: (ctx) => Promise.resolve(ok(toEvent(ctx.object))),
  });
}
