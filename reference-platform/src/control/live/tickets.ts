import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { Resolution } from '../../http/principal.ts';
import { resolveHolder } from '../identity/holder.ts';
import type { IdentityServices } from '../identity/services.ts';
import { digestOf, randomToken } from '../identity/tokens.ts';
import type { LivePrincipal } from './connection.ts';

/** Makes a ticket for one channel and returns its secret, which is stored nowhere. Clears away ended ones. */
export async function issueTicket(
  trx: Transaction<Schema>,
  principal: LivePrincipal,
  channel: { path: string; expiresAt: Date },
  now: Date,
): Promise<string> {
  const { tenantId, credential } = principal;
  const ticket = randomToken();
  await trx
    .deleteFrom('ws_tickets')
    .where('tenant_id', '=', tenantId)
    .where('expires_at', '<', new Date(now.getTime() - endedKeptMs))
    .execute();
  await trx
    .insertInto('ws_tickets')
    .values({
      token_hash: digestOf(ticket),
      tenant_id: tenantId,
      credential_kind: credential.kind,
      credential_id: credential.id,
      actor_id: principal.id,
      actor_label: principal.label,
      path: channel.path,
      expires_at: channel.expiresAt,
    })
    .execute();
  return ticket;
}

// Long enough for the audit log to name whose ticket came too late.
const endedKeptMs = 3_600_000;

/**
 * Spends a ticket on a channel, and says who stands behind it at this moment. A ticket that is unknown, spent,
 * past its end or another channel's is refused; of parallel attempts one is taken.
 */
export async function redeemTicket(
  services: IdentityServices,
  ticket: string,
  path: string,
): Promise<Resolution> {
  const { database, now } = services;
  const hash = digestOf(ticket);
  const spent = await database.direct
    .updateTable('ws_tickets')
    .set({ used_at: now() })
    .where('token_hash', '=', hash)
    .where('path', '=', path)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now())
    .returning(['credential_kind', 'credential_id'])
    .executeTakeFirst();
  if (spent) return resolveHolder(services, { kind: spent.credential_kind, id: spent.credential_id });

  const known = await database.direct
    .selectFrom('ws_tickets')
    .select(['tenant_id', 'credential_kind', 'actor_id', 'actor_label'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  if (!known) return { outcome: 'refused', tenantId: null, actor: null };
  const kind = known.credential_kind === 'api_key' ? 'api_key' : 'user';
  return {
    outcome: 'refused',
    tenantId: known.tenant_id,
    actor: { kind, id: known.actor_id, label: known.actor_label },
  };
}
