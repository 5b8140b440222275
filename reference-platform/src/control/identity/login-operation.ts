import { z } from 'zod';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { authenticated, authenticatedSchema } from './answers.ts';
import { completeLogin, tryLogin } from './login.ts';
import type { IdentityServices } from './services.ts';
import { openSession } from './sessions.ts';
import { emailText, givenPassword } from './text.ts';

/** Declares `auth.login`. */
export function registerLogin(app: HttpApplication, services: IdentityServices): void {
  operation(app, {
    id: 'auth.login',
    method: 'POST',
    path: '/auth/login',
    summary: 'Log in with e-mail address and password',
    description:
      'Wrong password, unknown address, missing or wrong code, locked or suspended account: the answer is the same. ' +
      'Five failures in a row lock an account for 15 minutes.',
    tag: 'Identity',
    access: 'anonymous',
    effect: 'change',
    limit: 'address',
    problems: [401],
    body: z.strictObject({
      email: emailText,
      password: givenPassword,
      totp: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
      transport: z.enum(['bearer', 'cookie']).default('bearer'),
      accessTokenTtlSeconds: z.int().min(1).max(900).optional(),
    }),
    responses: { 200: authenticatedSchema },
    async handle(ctx) {
      const { body, request, reply, requestId, audit } = ctx;
      const { email, password, totp } = body;
      const { account, accepted } = await tryLogin(services, { email, password, totp });
      // Who is not logged in has not been shown to be the account's user: the account is the target, not the actor.
      const anonymous = { kind: 'anonymous', id: null, label: 'anonymous' } as const;
      const tenantId = account?.tenantId ?? null;
      if (account) audit.target('user', account.id);

      if (!account || !accepted) {
        if (tenantId !== null) {
          audit.subject({ tenantId, actor: anonymous });
        } else {
          // The kernel records denials of tenants; this one costs as much, so that time tells nothing.
          await services.database.system((trx) =>
            services.audit.append(trx, {
              tenantId: null,
              actor: anonymous,
              action: 'auth.login',
              target: account ? { type: 'user', id: account.id } : null,
              outcome: 'denied',
              status: 401,
              requestId,
              occurredAt: services.now(),
            }),
          );
        }
        throw problem.unauthenticated();
      }

      audit.subject({
        tenantId,
        actor: { kind: tenantId === null ? 'operator' : 'user', id: account.id, label: account.email },
      });
      const client = { transport: body.transport, userAgent: request.headers['user-agent'] };
      const { who, session } = await ctx.change(async (trx) => {
        const found = await completeLogin(trx, account, services.now());
        if (!found) throw problem.unauthenticated();
        return { who: found, session: await openSession(trx, services, account, client) };
      });
      return ok(await authenticated(services, reply, who, session, body.accessTokenTtlSeconds));
    },
  });
}
