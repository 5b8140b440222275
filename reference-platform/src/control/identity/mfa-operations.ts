import { z } from 'zod';
import { created, noContent } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { nextUpdatedAt } from '../tenants/tenant.ts';
import { secondFactorMail } from './mails.ts';
import { everybody, lockOwnUser } from './own-account.ts';
import { proveAgain } from './proof.ts';
import { publicOrigin } from './public-origin.ts';
import type { IdentityServices } from './services.ts';
import { givenPassword } from './text.ts';
import { acceptedStep, createTotpSecret, otpauthUrlOf } from './totp.ts';

const tag = 'Identity';
const codeSchema = z.string().regex(/^\d{6}$/);
const enrolmentSchema = z.object({ secret: z.string(), otpauthUrl: z.string() }).meta({ id: 'MfaEnrolment' });

/** Declares `auth.enrolMfa`, `auth.verifyMfa` and `auth.disableMfa`: a second factor by TOTP. */
export function registerMfa(app: HttpApplication, services: IdentityServices): void {
  const tell = (email: string, isOn: boolean) =>
    services.mail.post(secondFactorMail(email, publicOrigin(app, services), isOn));

  operation(app, {
    id: 'auth.enrolMfa',
    method: 'POST',
    path: '/auth/mfa',
    summary: 'Begin to use a second factor, with the password; it counts from the first verified code',
    tag,
    access: everybody,
    effect: 'change',
    problems: [409],
    body: z.strictObject({ currentPassword: givenPassword }),
    responses: { 201: enrolmentSchema },
    async handle(ctx) {
      const { principal, body: proof, audit } = ctx;
      audit.target('user', principal.id);
      await proveAgain(services, principal, proof);
      const secret = createTotpSecret();
      const email = await ctx.change(async (trx) => {
        const user = await lockOwnUser(trx, principal);
        if (user.mfa_enabled_at !== null) throw problem.conflict('The second factor is on already.');
        await trx
          .updateTable('users')
          .set({ mfa_secret: secret, mfa_last_step: null })
          .where('id', '=', principal.id)
          .execute();
        return user.email;
      });
      const body = { secret, otpauthUrl: otpauthUrlOf(secret, email) };
      return created('/auth/mfa', body);
    },
  });

  operation(app, {
    id: 'auth.verifyMfa',
    method: 'POST',
    path: '/auth/mfa/verify',
    summary: 'Turn the second factor on with a first code',
    tag,
    access: everybody,
    effect: 'change',
    problems: [409],
    body: z.strictObject({ code: codeSchema }),
    responses: { 204: null },
    async handle(ctx) {
      const { principal, body, audit } = ctx;
      audit.target('user', principal.id);
      const email = await ctx.change(async (trx) => {
        const user = await lockOwnUser(trx, principal);
        if (user.mfa_enabled_at !== null) throw problem.conflict('The second factor is on already.');
        if (user.mfa_secret === null) throw problem.conflict('No enrolment has begun.');
        const step = acceptedStep(user.mfa_secret, body.code, services.now(), user.mfa_last_step);
        if (step === null) throw problem.invalid([{ pointer: '/code', detail: 'Not the present code' }]);
        await trx
          .updateTable('users')
          .set({ mfa_enabled_at: services.now(), mfa_last_step: step, updated_at: nextUpdatedAt })
          .where('id', '=', principal.id)
          .execute();
        return user.email;
      });
      tell(email, true);
      return noContent();
    },
  });

  operation(app, {
    id: 'auth.disableMfa',
    method: 'DELETE',
    path: '/auth/mfa',
    summary: 'Turn the second factor off, with the password and a code',
    tag,
    access: everybody,
    effect: 'change',
    problems: [409],
    body: z.strictObject({ currentPassword: givenPassword, code: codeSchema }),
    responses: { 204: null },
    async handle(ctx) {
      const { principal, body: proof, audit } = ctx;
      audit.target('user', principal.id);
      await proveAgain(services, principal, proof);
      const email = await ctx.change(async (trx) => {
        const user = await lockOwnUser(trx, principal);
        if (user.mfa_enabled_at === null) throw problem.conflict('The second factor is off.');
        await trx
          .updateTable('users')
          .set({ mfa_enabled_at: null, mfa_secret: null, mfa_last_step: null, updated_at: nextUpdatedAt })
          .where('id', '=', principal.id)
          .execute();
        return user.email;
      });
      tell(email, false);
      return noContent();
    },
  });
}
