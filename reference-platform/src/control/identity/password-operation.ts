import { z } from 'zod';
import { noContent } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { passwordChangedMail } from './mails.ts';
import { everybody, lockOwnUser } from './own-account.ts';
import { endResets } from './password-resets.ts';
import { hashPassword } from './passwords.ts';
import { proveAgain } from './proof.ts';
import { publicOrigin } from './public-origin.ts';
import type { IdentityServices } from './services.ts';
import { revokeSessions } from './sessions.ts';
import { givenPassword, newPassword, refuseKnownWords } from './text.ts';

const wrongPassword = () =>
  problem.invalid([{ pointer: '/currentPassword', detail: 'Not the current password' }]);

/** Declares `auth.changePassword`. */
export function registerPassword(app: HttpApplication, services: IdentityServices): void {
  const { now } = services;

  operation(app, {
    id: 'auth.changePassword',
    method: 'POST',
    path: '/auth/password',
    summary: 'Change one’s own password, which ends all other sessions',
    tag: 'Identity',
    access: everybody,
    effect: 'change',
    body: z.strictObject({ currentPassword: givenPassword, newPassword }),
    responses: { 204: null },
    async handle(ctx) {
      const { principal, body, audit } = ctx;
      audit.target('user', principal.id);
      const proved = await proveAgain(services, principal, { currentPassword: body.currentPassword });
      refuseKnownWords(body.newPassword, '/newPassword', [principal.label, principal.name]);
      const passwordHash = await hashPassword(body.newPassword);
      const email = await ctx.change(async (trx) => {
        const user = await lockOwnUser(trx, principal);
        // Another call has changed it while this one was hashing.
        if (user.password_hash !== proved) throw wrongPassword();
        // `updated_at` stays: nothing that is shown of a member has changed.
        await trx
          .updateTable('users')
          .set({ password_hash: passwordHash })
          .where('id', '=', principal.id)
          .execute();
        await revokeSessions(trx, { userId: principal.id, except: principal.credential.id }, now());
        await endResets(trx, principal.id, now());
        return user.email;
      });
      services.mail.post(passwordChangedMail(email, publicOrigin(app, services)));
      return noContent();
    },
  });
}
