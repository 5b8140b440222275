import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { readPage } from '../../database/page.ts';
import { created, noContent, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { keyScopes } from '../../http/principal.ts';
import { creatorSchema, idParams, idSchema, pageOf, pageQuery, timestampSchema } from '../../http/schemas.ts';
import type { ApiKeyTable } from '../identity/tables.ts';
import { nameText } from '../identity/text.ts';
import { createKeySecret, digestOf } from '../identity/tokens.ts';
import { notify } from '../notifications/notify.ts';
import { keyHolders } from './revoke-keys.ts';

const tag = 'API keys';
const access = { roles: keyHolders };
const scopeSchema = z.enum(keyScopes);

const keyFields = {
  id: idSchema,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  createdBy: creatorSchema,
  createdAt: timestampSchema,
  expiresAt: timestampSchema.nullable(),
  lastUsedAt: timestampSchema.nullable(),
};
const apiKeySchema = z.object(keyFields).meta({ id: 'ApiKey' });
const createdKeySchema = z.object({ ...keyFields, secret: z.string() }).meta({ id: 'CreatedApiKey' });

const columns = [
  'id',
  'name',
  'prefix',
  'scopes',
  'created_by',
  'created_at',
  'expires_at',
  'last_used_at',
] as const satisfies readonly (keyof ApiKeyTable)[];

function toApiKey(row: Pick<Selectable<ApiKeyTable>, (typeof columns)[number]>) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

/** Declares `apiKeys.*`. `now` judges whether an expiry lies ahead. */
export function registerApiKeys(app: HttpApplication, { now }: { now: () => Date }): void {
  const { database } = app.services;
  const newKey = z.strictObject({
    name: nameText(1, 80),
    scopes: z
      .array(scopeSchema)
      .min(1)
      .max(keyScopes.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'Each scope once')
      .meta({ uniqueItems: true }),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine((text) => new Date(text) > now(), 'Must be in the future')
      // An offset can carry the last day of 9999 into a year that no timestamp here has.
      .refine((text) => new Date(text).getUTCFullYear() <= 9999, 'Must be before the year 10000')
      .optional(),
  });

  operation(app, {
    id: 'apiKeys.list',
    method: 'GET',
    path: '/api-keys',
    summary: 'The API keys that are not revoked, newest first',
    tag,
    access,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(apiKeySchema) },
    async handle({ tenantId, query }) {
      const page = await database.tenant(tenantId, (trx) => {
        const standing = trx
          .selectFrom('api_keys')
          .select(columns)
          .where('tenant_id', '=', tenantId)
          .where('revoked_at', 'is', null);
        return readPage(standing.orderBy('created_at', 'desc').orderBy('id', 'desc'), query);
      });
      return okPage(page, toApiKey, query);
    },
  });

  operation(app, {
    id: 'apiKeys.create',
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key; its secret is shown this once',
    tag,
    access,
    effect: 'change',
    body: newKey,
    responses: { 201: createdKeySchema },
    async handle(ctx) {
      const { principal, tenantId, body, audit } = ctx;
      const { secret, prefix } = createKeySecret();
      const id = uuid();
      audit.target('api_key', id);
      const row = await ctx.change((trx) =>
        trx
          .insertInto('api_keys')
          .values({
            id,
            tenant_id: tenantId,
            name: body.name,
            prefix,
            secret_hash: digestOf(secret),
            scopes: body.scopes,
            created_by: JSON.stringify({ kind: 'user', id: principal.id, name: principal.name }),
            expires_at: body.expiresAt === undefined ? null : new Date(body.expiresAt),
            last_used_at: null,
            revoked_at: null,
          })
          .returning(columns)
          .executeTakeFirstOrThrow(),
      );
      return created(`/api-keys/${id}`, { ...toApiKey(row), secret });
    },
  });

  operation(app, {
    id: 'apiKeys.revoke',
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key at once',
    tag,
    access,
    effect: 'change',
    params: idParams,
    responses: { 204: null },
    object: {
      type: 'api_key',
      async find(ctx) {
        const { tenantId, params } = ctx;
        const key = await ctx.tenantTransaction((trx) =>
          trx
            .selectFrom('api_keys')
            .select('id')
            .where('tenant_id', '=', tenantId)
            .where('id', '=', params.id)
            .where('revoked_at', 'is', null)
            .executeTakeFirst(),
        );
        if (!key) throw problem.notFound();
        return key;
      },
    },
    async handle(ctx) {
      const { tenantId, object, principal } = ctx;
      await ctx.change(async (trx) => {
        const revoked = await trx
          .updateTable('api_keys')
          .set({ revoked_at: now() })
          .where('tenant_id', '=', tenantId)
          .where('id', '=', object.id)
          .where('revoked_at', 'is', null)
          .returning(['name', 'created_by'])
          .executeTakeFirst();
        if (revoked === undefined) throw problem.notFound();
        await notify(
          trx,
          tenantId,
          { users: [revoked.created_by.id], roles: ['owner'], except: principal.id },
          {
            kind: 'api_key.revoked',
            title: `API key “${revoked.name}” was revoked`,
            body: 'Calls with it are refused from now on.',
            link: '/api-keys',
          },
        );
      });
      return noContent();
    },
  });
}
