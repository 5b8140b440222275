import { z } from 'zod';
import { created } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { insertTenant, insertUser, refusingTakenEmail } from './accounts.ts';
import { authenticated, authenticatedSchema } from './answers.ts';
import { hashPassword } from './passwords.ts';
import type { IdentityServices } from './services.ts';
import { openSession } from './sessions.ts';
import { emailText, nameText, newPassword, refuseKnownWords } from './text.ts';

/** Declares `auth.register`: a new tenant on the trial plan with its first owner, who is logged in at once. */
export function registerRegistration(app: HttpApplication, services: IdentityServices): void {
  operation(app, {
    id: 'auth.register',
    method: 'POST',
    path: '/auth/register',
    summary: 'A new tenant and its owner',
    tag: 'Identity',
    access: 'anonymous',
    effect: 'change',
    limit: 'address',
    problems: [409],
    body: z.strictObject({
      tenantName: nameText(3, 80),
      name: nameText(1, 80),
      email: emailText,
      password: newPassword,
      transport: z.enum(['bearer', 'cookie']).default('bearer'),
    }),
    responses: { 201: authenticatedSchema },
    async handle(ctx) {
      const { body, request, reply, audit } = ctx;
      refuseKnownWords(body.password, '/password', [body.email, body.name, body.tenantName]);
      const passwordHash = await hashPassword(body.password);
      const client = { transport: body.transport, userAgent: request.headers['user-agent'] };
      const work = ctx.change(async (trx) => {
        const tenant = await insertTenant(trx, { name: body.tenantName, plan: 'trial' });
        const { email, name } = body;
        const user = await insertUser(trx, { tenantId: tenant.id, role: 'owner', email, name, passwordHash });
        const session = await openSession(trx, services, { id: user.id, tenantId: tenant.id }, client);
        audit.subject({ tenantId: tenant.id, actor: { kind: 'user', id: user.id, label: user.email } });
        audit.target('tenant', tenant.id);
        return { user, tenant, session };
      });
      const { user, tenant, session } = await refusingTakenEmail(work);
      return created('/tenant', await authenticated(services, reply, { user, tenant }, session));
    },
  });
}
