import { z } from 'zod';
import { created, noContent, ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import { tenantRoles } from '../../http/principal.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { mayHoldKeys, revokeKeysOf } from '../api-keys/revoke-keys.ts';
import { insertUser, refusingTakenEmail } from '../identity/accounts.ts';
import { hashPassword } from '../identity/passwords.ts';
import { revokeSessions } from '../identity/sessions.ts';
import { emailText, nameText, newPassword, refuseKnownWords, searchText } from '../identity/text.ts';
import { nextUpdatedAt } from '../tenants/tenant.ts';
import { memberColumns, memberSchema, toMember } from './member.ts';
import { tellNewRole, welcome } from './messages.ts';
import { endsOwnership, mayGrant, mayTouch } from './rules.ts';
import { findMember, listMembers, lockMember, requireOtherOwner } from './store.ts';

const tag = 'Members';
const anyRole = { roles: tenantRoles };
const managers = { roles: ['owner', 'admin'] } as const;
const roleSchema = z.enum(tenantRoles);

const find = (ctx: LookupContext<{ id: string }>) =>
  ctx.tenantTransaction((trx) => findMember(trx, ctx.tenantId, ctx.params.id));

/** Finds a member that the caller wants to change; 403 for an admin who reaches for an owner. */
async function findWithinReach(ctx: LookupContext<{ id: string }>) {
  const member = await find(ctx);
  if (!mayTouch(roleOf(ctx.principal.role), member.role))
    throw problem.forbidden('An owner is changed by owners only.');
  return member;
}

const roleOf = (role: string | null) => tenantRoles.find((known) => known === role) ?? null;

/** Declares `members.*`. */
export function registerMembers(app: HttpApplication): void {
  const { database } = app.services;

  operation(app, {
    id: 'members.list',
    method: 'GET',
    path: '/members',
    summary: 'The tenant’s members, newest first',
    tag,
    access: anyRole,
    effect: 'read',
    query: pageQuery.extend({ role: roleSchema.optional(), q: searchText.optional() }),
    responses: { 200: pageOf(memberSchema) },
    async handle({ tenantId, query }) {
      const { limit, offset, ...filter } = query;
      const page = await listMembers(database, tenantId, filter, { limit, offset });
      return okPage(page, toMember, query);
    },
  });

  operation(app, {
    id: 'members.get',
    method: 'GET',
    path: '/members/{id}',
    summary: 'One member',
    tag,
    access: anyRole,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: memberSchema },
    object: { type: 'member', find },
    handle: ({ object }) => Promise.resolve(ok(toMember(object))),
  });

  operation(app, {
    id: 'members.create',
    method: 'POST',
    path: '/members',
    summary: 'Add a member',
    tag,
    access: managers,
    effect: 'change',
    etag: true,
    problems: [409],
    body: z.strictObject({
      email: emailText,
      name: nameText(1, 80),
      role: roleSchema,
      password: newPassword,
    }),
    responses: { 201: memberSchema },
    async handle(ctx) {
      const { principal, tenantId, body, audit } = ctx;
      const { email, name, role } = body;
      if (!mayGrant(roleOf(principal.role), role))
        throw problem.forbidden('An owner is made by owners only.');
      refuseKnownWords(body.password, '/password', [email, name]);
      const passwordHash = await hashPassword(body.password);
      const work = ctx.change(async (trx) => {
        const member = await insertUser(trx, { tenantId, email, name, role, passwordHash });
        audit.target('member', member.id);
        await welcome(trx, tenantId, member);
        return member;
      });
      const member = await refusingTakenEmail(work);
      return created(`/members/${member.id}`, member);
    },
  });

  operation(app, {
    id: 'members.update',
    method: 'PATCH',
    path: '/members/{id}',
    summary: 'Rename a member, change the role, disable or enable',
    description:
      'Disabling ends all sessions of the member at once. It revokes the API keys that the member made, and so does a role ' +
      'that makes none.',
    tag,
    access: managers,
    effect: 'change',
    etag: true,
    problems: [409],
    params: idParams,
    body: z.strictObject({
      name: nameText(1, 80).optional(),
      role: roleSchema.optional(),
      status: z.enum(['active', 'disabled']).optional(),
    }),
    responses: { 200: memberSchema },
    object: { type: 'member', find: findWithinReach },
    async handle(ctx) {
      const {
        principal,
        tenantId,
        params: { id },
        body,
      } = ctx;
      const callerRole = roleOf(principal.role);
      if (!mayGrant(callerRole, body.role)) throw problem.forbidden('An owner is made by owners only.');
      const row = await ctx.change(async (trx) => {
        const member = await lockMember(trx, tenantId, id);
        if (!mayTouch(callerRole, member.role))
          throw problem.forbidden('An owner is changed by owners only.');
        ctx.requireMatch(toMember(member));
        if (endsOwnership(member, body)) await requireOtherOwner(trx, tenantId, id);
        const updated = await trx
          .updateTable('users')
          .set({
            name: body.name ?? member.name,
            role: body.role ?? member.role,
            status: body.status ?? member.status,
            updated_at: nextUpdatedAt,
          })
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .returning(memberColumns)
          .executeTakeFirst();
        if (!updated) throw problem.notFound();
        if (updated.status === 'disabled') await revokeSessions(trx, { userId: id }, new Date());
        if (updated.status === 'disabled' || !mayHoldKeys(updated.role))
          await revokeKeysOf(trx, tenantId, id);
        if (updated.role !== member.role) await tellNewRole(trx, tenantId, updated);
        return updated;
      });
      return ok(toMember(row));
    },
  });

  operation(app, {
    id: 'members.remove',
    method: 'DELETE',
    path: '/members/{id}',
    summary: 'Remove a member, whose sessions and API keys end at once',
    tag,
    access: managers,
    effect: 'change',
    etag: true,
    problems: [409],
    params: idParams,
    responses: { 204: null },
    object: { type: 'member', find: findWithinReach },
    async handle(ctx) {
      const {
        principal,
        tenantId,
        params: { id },
      } = ctx;
      await ctx.change(async (trx) => {
        const member = await lockMember(trx, tenantId, id);
        if (!mayTouch(roleOf(principal.role), member.role)) {
          throw problem.forbidden('An owner is changed by owners only.');
        }
        ctx.requireMatch(toMember(member));
        if (endsOwnership(member, { status: 'disabled' })) await requireOtherOwner(trx, tenantId, id);
        await revokeKeysOf(trx, tenantId, id);
        // Sessions and refresh tokens go with the user, by cascade.
        await trx.deleteFrom('users').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
      });
      return noContent();
    },
  });
}
