import type { EventStatus } from '../../events/event.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { eventHandlers } from './access.ts';
import { transitionBody } from './input.ts';
import { eventOfPath, lockEvent } from './queries.ts';
import { eventSchema, toEvent } from './representation.ts';
import type { EventTransition } from './tables.ts';

interface StateChange {
  verb: 'acknowledge' | 'resolve' | 'ignore';
  from: readonly EventStatus[];
  to: EventTransition['status'];
  summary: string;
}

const changes: readonly StateChange[] = [
  { verb: 'acknowledge', from: ['open'], to: 'acknowledged', summary: 'Take an open event in hand' },
  { verb: 'resolve', from: ['acknowledged'], to: 'resolved', summary: 'End an acknowledged event' },
  {
    verb: 'ignore',
    from: ['open', 'acknowledged'],
    to: 'ignored',
    summary: 'Lay an event aside that has no end yet',
  },
];

/** Declares the operations that change an event's state. */
export function registerEventStates(app: HttpApplication): void {
  for (const { verb, from, to, summary } of changes) {
    operation(app, {
      id: `events.${verb}`,
      method: 'POST',
      path: `/events/{id}/${verb}`,
      summary,
      description: `From ${from.join(' or ')} to ${to}; from any other state 409.`,
      tag: 'Events',
      access: eventHandlers,
      effect: 'change',
      etag: true,
      params: idParams,
      body: transitionBody,
      responses: { 200: eventSchema },
      problems: [409],
      object: { type: 'event', find: eventOfPath },
      async handle(ctx) {
        const { tenantId, object, body } = ctx;
        const row = await ctx.change(async (trx) => {
          const event = await lockEvent(trx, tenantId, object.id);
          ctx.requireMatch(toEvent(event));
          if (!from.includes(event.status)) throw problem.conflict(`The event is ${event.status}.`);
          const by = creatorOf(ctx.principal);
          const at = new Date().toISOString();
          const history: EventTransition[] = [
            ...event.history,
            { status: to, note: body.note ?? null, by, at },
          ];
          return trx
            .updateTable('events')
            .set({ status: to, history: JSON.stringify(history) })
            .where('tenant_id', '=', tenantId)
            .where('id', '=', object.id)
            .returningAll()
            .executeTakeFirstOrThrow();
        });
        return ok(toEvent(row));
      },
    });
  }
}
