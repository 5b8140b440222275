import { z } from 'zod';
import { noContent } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { passwordChangedMail, passwordResetMail } from './mails.ts';
import { findReset, findResetAccount, openReset, resetLifeMinutes, spendReset } from './password-resets.ts';
import { hashPassword } from './passwords.ts';
import { publicOrigin } from './public-origin.ts';
import type { IdentityServices } from './services.ts';
import { emailText, newPassword, refuseKnownWords } from './text.ts';
import { digestOf } from './tokens.ts';

const tag = 'Identity';

/** Declares `auth.requestPasswordReset` and `auth.resetPassword`, for somebody who cannot log in any more. */
export function registerPasswordReset(app: HttpApplication, services: IdentityServices): void {
  const { mail, now } = services;

  operation(app, {
    id: 'auth.requestPasswordReset',
    method: 'POST',
    path: '/auth/password/reset-request',
    summary: 'Ask for a mail with a link to choose a new password',
    description:
      'The answer is the same whether or not there is an account with this address. The link works once, for ' +
      `${resetLifeMinutes} minutes, until a newer one is sent. One address gets three links in 15 minutes at most.`,
    tag,
    access: 'anonymous',
    effect: 'change',
    limit: 'address',
    body: z.strictObject({ email: emailText }),
    responses: { 204: null },
    async handle(ctx) {
      const { body, audit } = ctx;
      const account = await findResetAccount(services, body.email);
      // Who asks has not been shown to be the user: that is the target.
      if (account) {
        audit.target('user', account.userId);
        audit.subject({ tenantId: account.tenantId });
      }
      const token = await ctx.change((trx) => openReset(trx, account, now()));
      if (account && token !== null) {
        const reset = { token, lifeMinutes: resetLifeMinutes };
        mail.post(passwordResetMail(account.email, publicOrigin(app, services), reset));
      }
      return noContent();
    },
  });

  operation(app, {
    id: 'auth.resetPassword',
    method: 'POST',
    path: '/auth/password/reset',
    summary: 'Choose a new password with the token of a mailed link, which ends all sessions',
    description:
      'Unknown, used, replaced or expired token, disabled user, suspended tenant: the answer is the same. ' +
      'A lock of the account ends; its second factor stays.',
    tag,
    access: 'anonymous',
    effect: 'change',
    limit: 'address',
    problems: [401],
    body: z.strictObject({ token: z.string().min(1).max(200), password: newPassword }),
    responses: { 204: null },
    async handle(ctx) {
      const { body, audit } = ctx;
      const tokenHash = digestOf(body.token);
      const reset = await findReset(services, tokenHash);
      if (!reset) throw problem.unauthenticated();
      const { userId, tenantId, email } = reset;
      audit.target('user', userId);
      audit.subject({ tenantId });
      if (!reset.isOpen) throw problem.unauthenticated();

      refuseKnownWords(body.password, '/password', [email]);
      const passwordHash = await hashPassword(body.password);
      await ctx.change(async (trx) => {
        await spendReset(trx, reset, { tokenHash, passwordHash }, now());
        audit.subject({ tenantId, actor: { kind: 'user', id: userId, label: email } });
      });
      mail.post(passwordChangedMail(email, publicOrigin(app, services)));
      return noContent();
    },
  });
}
