import type { Resolution } from '../../http/principal.ts';
import type { IdentityServices } from './services.ts';
import { lastUsedStepMs } from './session-credential.ts';
import { digestOf } from './tokens.ts';

/** How a key is found: by the secret that a caller sent, or by its id, where the platform knows it already. */
export type KeyHandle = { secret: string } | { keyId: string };

function findKey({ database }: IdentityServices, handle: KeyHandle) {
  const query = database.direct
    .selectFrom('api_keys')
    .innerJoin('tenants', 'tenants.id', 'api_keys.tenant_id')
    .select([
      'api_keys.id',
      'api_keys.name',
      'api_keys.scopes',
      'api_keys.expires_at',
      'api_keys.revoked_at',
      'api_keys.last_used_at',
      'tenants.id as tenant_id',
      'tenants.plan',
      'tenants.status',
    ]);
  return 'secret' in handle
    ? query.where('api_keys.secret_hash', '=', digestOf(handle.secret)).executeTakeFirst()
    : query.where('api_keys.id', '=', handle.keyId).executeTakeFirst();
}

/** The caller behind an API key, or whose it was when it is revoked, expired or of a suspended tenant. */
export async function resolveKey(services: IdentityServices, handle: KeyHandle): Promise<Resolution> {
  const { database, now } = services;
  const found = await findKey(services, handle);
  if (!found) return { outcome: 'refused', tenantId: null, actor: null };

  const at = now();
  const isGood =
    found.revoked_at === null &&
    (found.expires_at === null || found.expires_at > at) &&
    found.status === 'active';
  if (!isGood) {
    return {
      outcome: 'refused',
      tenantId: found.tenant_id,
      actor: { kind: 'api_key', id: found.id, label: found.name },
    };
  }

  if (found.last_used_at === null || at.getTime() - found.last_used_at.getTime() >= lastUsedStepMs) {
    await database.direct
      .updateTable('api_keys')
      .set({ last_used_at: at })
      .where('id', '=', found.id)
      .execute();
  }
  return {
    outcome: 'accepted',
    principal: {
      kind: 'api_key',
      id: found.id,
      label: found.name,
      name: found.name,
      role: null,
      scopes: found.scopes,
      tenantId: found.tenant_id,
      plan: found.plan,
      csrfToken: null,
      credential: { kind: 'api_key', id: found.id, expiresAt: found.expires_at },
    },
  };
}
