import { z } from 'zod';
import { allowedMethods } from '../../http/allowed-methods.ts';
import { apiBasePath, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { tenantRoles } from '../../http/principal.ts';
import { timestampSchema } from '../../http/schemas.ts';
import type { Live } from './live.ts';
import { issueTicket } from './tickets.ts';

const maxTtlSeconds = 60;

const ticketSchema = z
  .object({ ticket: z.string(), path: z.string(), expiresAt: timestampSchema })
  .meta({ id: 'WebSocketTicket' });

/** Declares `auth.wsTicket`. `now` is the clock. */
export function registerTickets(app: HttpApplication, live: Live, { now }: { now: () => Date }): void {
  operation(app, {
    id: 'auth.wsTicket',
    method: 'POST',
    path: '/auth/ws-tickets',
    summary: 'A ticket that opens one WebSocket channel, once',
    description:
      'Append it to the channel’s URL as `ticket`. It is bound to the caller’s session or key, and what ends that ' +
      'ends the open channel too.',
    tag: 'Identity',
    access: { roles: tenantRoles, keyScope: 'read' },
    effect: 'change',
    body: z.strictObject({
      path: z.string().min(1).max(500),
      ttlSeconds: z.int().min(1).max(maxTtlSeconds).default(maxTtlSeconds),
    }),
    responses: { 200: ticketSchema },
    async handle(ctx) {
      const { principal, body } = ctx;
      if (principal.kind === 'operator') throw problem.forbidden();
      if (allowedMethods(live.channels, `${apiBasePath}${body.path}`).length === 0) {
        throw problem.invalid([{ pointer: '/path', detail: 'Not the path of a WebSocket channel' }]);
      }
      const issuedAt = now();
      const expiresAt = new Date(issuedAt.getTime() + body.ttlSeconds * 1000);
      const ticket = await ctx.change((trx) =>
        issueTicket(trx, principal, { path: body.path, expiresAt }, issuedAt),
      );
      return ok({ ticket, path: body.path, expiresAt: expiresAt.toISOString() });
    },
  });
}
