import { z } from 'zod';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { tokenPairOf, tokenPairSchema } from './answers.ts';
import { findRefreshOwner, rotate, SpentToken } from './refresh.ts';
import type { IdentityServices } from './services.ts';
import { revokeSessions } from './sessions.ts';
import { digestOf } from './tokens.ts';

/** Declares `auth.refresh`. */
export function registerRefresh(app: HttpApplication, services: IdentityServices): void {
  operation(app, {
    id: 'auth.refresh',
    method: 'POST',
    path: '/auth/refresh',
    summary: 'New tokens for a refresh token, which is spent by it',
    description: 'A token that was spent before ends its session: somebody else has it.',
    tag: 'Identity',
    access: 'anonymous',
    effect: 'change',
    limit: 'address',
    problems: [401],
    body: z.strictObject({ refreshToken: z.string().min(1).max(200) }),
    responses: { 200: tokenPairSchema },
    async handle(ctx) {
      const { body, audit } = ctx;
      const tokenHash = digestOf(body.refreshToken);
      const owner = await findRefreshOwner(services, tokenHash);
      if (!owner) throw problem.unauthenticated();
      const { userId, tenantId, sessionId, email } = owner;
      audit.target('session', sessionId);
      audit.subject({
        tenantId,
        actor: { kind: tenantId === null ? 'operator' : 'user', id: userId, label: email },
      });

      try {
        const rotated = await ctx.change((trx) => rotate(trx, services, owner, tokenHash));
        return ok(
          await tokenPairOf(services, {
            userId,
            tenantId,
            sessionId,
            refreshToken: rotated.token,
            refreshTokenExpiresAt: rotated.expiresAt,
          }),
        );
      } catch (error) {
        if (!(error instanceof SpentToken)) throw error;
        await services.database.system((trx) => revokeSessions(trx, { sessionId }, services.now()));
        throw problem.unauthenticated();
      }
    },
  });
}
