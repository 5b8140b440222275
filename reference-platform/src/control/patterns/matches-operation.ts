import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { spanOf } from '../events/input.ts';
import { patternAccess } from './access.ts';
import { matchesQuery } from './input.ts';
import { findMatches } from './matching.ts';
import { allPatterns, eventsOf, mostEvents } from './queries.ts';
import { matchPageSchema, toMatch } from './representation.ts';

const spanLimits = { days: 31, defaultDays: 7 };

/** Declares `patterns.matches`. */
export function registerPatternMatches(app: HttpApplication): void {
  operation(app, {
    id: 'patterns.matches',
    method: 'GET',
    path: '/patterns/matches',
    summary: 'Where patterns fit the events of a span, the latest first; without times the last 7 days',
    description:
      `Computed from the stored events at each call; of more than ${mostEvents} in the span the latest are looked through. ` +
      'A sliding frequency opens its window at an event and shares no event between matches; a tumbling one, like a ' +
      'correlation, uses windows that stand side by side since 1970. A sequence pairs each first event with the earliest ' +
      'later one that has no pair. A correlation fits where lift > 1 and Fisher’s exact test (one-sided) is within its significance.',
    tag: 'Patterns',
    access: patternAccess,
    effect: 'read',
    query: matchesQuery,
    responses: { 200: matchPageSchema },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const { fault, ...span } = spanOf(query, new Date(), spanLimits);
      if (fault !== null) throw problem.invalid([{ pointer: '/query/from', detail: fault }]);
      const { patterns, events, truncated } = await ctx.tenantTransaction(async (trx) => ({
        patterns: await allPatterns(trx, tenantId),
        ...(await eventsOf(trx, tenantId, span)),
      }));
      const from = truncated ? (events[0]?.at ?? 0) : span.from.getTime();
      const matches = patterns
        .filter(({ id }) => query.patternId === undefined || id === query.patternId)
        .flatMap((pattern) =>
          findMatches(pattern.definition, events, { from, to: span.to.getTime() }).map((match) =>
            toMatch(pattern, match),
          ),
        )
        // Instants of one form sort as text; equal ones stay in the order of patterns and events.
        .sort((a, b) => (a.endedAt === b.endedAt ? 0 : a.endedAt < b.endedAt ? 1 : -1));
      const { limit, offset } = query;
      return ok({
        items: matches.slice(offset, offset + limit),
        total: matches.length,
        limit,
        offset,
        from: new Date(from).toISOString(),
        to: span.to.toISOString(),
        scannedEvents: events.length,
        truncated,
      });
    },
  });
}
