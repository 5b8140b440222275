import type { ChannelRule } from '../../contract/policy.ts';
import type { Family } from '../prove/trial.ts';
import type { Acquaintances, KnownTicket } from '../proxy/acquaintances.ts';
import type { Headers, SentRequest } from '../proxy/message.ts';
import type { RecordedCall, Variant } from './operator.ts';

/** A WebSocket's handshake that is about to be spoiled. */
export interface Handshake {
  channel: ChannelRule;
  request: SentRequest;
  /** What the proxy knows of the ticket in it; `undefined` for none or an invented one. */
  ticket: KnownTicket | undefined;
  known: Acquaintances;
  /** A new ticket for the channel, as who has these credentials; `null` where the target gives none. */
  freshTicket: (credentials: Headers) => Promise<string | null>;
}

/** A way of opening a channel to whom it should stay shut. */
export interface HandshakeOperator {
  name: string;
  family: Family;
  variants: (channel: ChannelRule) => readonly Variant[];
  meets: (variant: string, call: RecordedCall) => boolean;
  /** The handshake that is sent in this one's place; `null` where this one has every right. */
  admit: (handshake: Handshake, variant: string) => Promise<SentRequest | null>;
}

/** The handshake with a ticket of the owner of the channel's tenant: for a channel without an object the tenant made last. */
export async function asOwner({ request, known, freshTicket }: Handshake): Promise<SentRequest | null> {
  const tenantId = known.tenantOfPath(request.url) ?? known.latestTenant;
  const owner = tenantId === null ? null : known.ownerOf(tenantId);
  const ticket = owner === null ? null : await freshTicket(owner);
  if (ticket === null) return null;
  const url = new URL(request.url, 'http://proxy.invalid');
  url.searchParams.delete('ticket');
  url.searchParams.set('ticket', ticket);
  return { ...request, url: `${url.pathname}${url.search}` };
}

/** The path below the API's base that a handshake asks for. */
export function askedPath({ request }: Pick<Handshake, 'request'>): string {
  return (request.url.split('?', 1)[0] ?? '').replace(/^\/api\/v1/, '');
}
