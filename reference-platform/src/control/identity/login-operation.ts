import { z } from 'zod';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { authenticated, authenticatedSchema } from './answers.ts';
import { readSessionCookie } from './cookie.ts';
import { completeLogin, tryLogin } from './login.ts';
import type { IdentityServices } from './services.ts';
import { longestSessionSeconds, openSession, revokeSessions } from './sessions.ts';
import { emailText, givenPassword } from './text.ts';
import { digestOf } from './tokens.ts';

/** Declares `auth.login`. */
export function registerLogin(app: HttpApplication, services: IdentityServices): void {
  operation(app, {
    id: 'auth.login',
    method: 'POST',
    path: '/auth/login',
    summary: 'Log in with e-mail address and password',
    description:
      'Wrong password, unknown address, missing or wrong code, locked or suspended account: the answer is the same. ' +
      'Five failures in a row lock an account for 15 minutes. A session lives 90 days at most, in a browser 12 hours, ' +
      'or as long as `sessionTtlSeconds` says; a browser’s former session ends.',
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
      sessionTtlSeconds: z.int().min(1).max(longestSessionSeconds.bearer).optional(),
    }),
    responses: { 200: authenticatedSchema },
    async handle(ctx) {
      const { body, request, reply, requestId, audit } = ctx;
      const { email, password, totp } = body;
      // A refusal is recorded there, with its count; the kernel, told of no subject, records it no second time.
      const account = await tryLogin(services, { email, password, totp }, requestId);
      if (!account) throw problem.unauthenticated();

      const { id, tenantId } = account;
      audit.target('user', id);
      const kind = tenantId === null ? 'operator' : 'user';
      audit.subject({ tenantId, actor: { kind, id, label: account.email } });
      const client = {
        transport: body.transport,
        userAgent: request.headers['user-agent'],
        ttlSeconds: body.sessionTtlSeconds,
      };
      const previous = readSessionCookie(services.configuration, request);
      const { who, session } = await ctx.change(async (trx) => {
        const found = await completeLogin(trx, account, services.now());
        if (!found) throw problem.unauthenticated();
        // The browser forgets the session that it had; nobody else is to go on with it.
        if (client.transport === 'cookie' && previous !== undefined)
          await revokeSessions(trx, { cookieHash: digestOf(previous) }, services.now());
        return { who: found, session: await openSession(trx, services, account, client) };
      });
      return ok(await authenticated(services, reply, who, session, body.accessTokenTtlSeconds));
    },
  });
}
