import type { ObjectKind, Rule } from '../policy.ts';
import { verdict } from '../policy.ts';
import { type Cell, cellsOf } from './cells.ts';
import { type Identity, identities, identityOf, staleIdentity, TICKET_HOLDER } from './identity.ts';

/**
 * What is offered to a WebSocket channel: a ticket just made for its path, or what must open nothing. `none` is the
 * credential itself in place of a ticket; `ended` a ticket whose session or key was ended since; `other tenant` one that was
 * made there for a thing of theirs.
 */
export type Ticket = 'fresh' | 'none' | 'spent' | 'other channel' | 'other tenant' | 'ended' | 'invented';

/** One case of a channel: who opens it on whose object, with which ticket. */
export interface ChannelCell extends Cell {
  /** Who made the ticket. */
  holder: Identity;
  ticket: Ticket;
}

interface Offer {
  identity: Identity;
  holder: Identity;
  ticket: Ticket;
}

export interface ChannelGround {
  channelId: string;
  rule: Rule;
  /** Who may make tickets at all. */
  tickets: Rule;
  /** Whether there is an operator's account. */
  operator: boolean;
  deletable: ReadonlySet<ObjectKind>;
}

/** One of each kind of credential, whose ticket is tried after its session or key was ended. */
const ENDED: readonly Identity[] = [
  identityOf({ kind: 'member', role: 'owner', credential: 'bearer' }),
  identityOf({ kind: 'member', role: 'owner', credential: 'cookie' }),
  identityOf({ kind: 'apiKey', scopes: ['read'] }),
];

const FLAWS: Record<Exclude<Ticket, 'fresh'>, string> = {
  none: 'without a ticket',
  spent: 'with a spent ticket',
  'other channel': 'with a ticket of another channel',
  'other tenant': 'with a ticket of another tenant’s thing',
  ended: 'with a ticket from before the end of the credential',
  invented: 'with an invented ticket',
};

/**
 * Every cell of a channel: a fresh ticket of everybody who gets one on every owner's object, as the policy says, and on
 * one's own what must open nothing.
 */
export function channelCellsOf({
  channelId,
  rule,
  tickets,
  operator,
  deletable,
}: ChannelGround): ChannelCell[] {
  const everybody = identities({ operator }).filter((each) => each !== TICKET_HOLDER);
  const holders = everybody.filter(({ caller }) => verdict(tickets, caller) === 'allowed');
  const entitled = holders.filter(({ caller }) => verdict(rule, caller) === 'allowed');
  const [first] = entitled;
  const fresh = holders.map((holder) => ({ identity: holder, holder, ticket: 'fresh' as const }));
  const flawed = [
    ...everybody.map((holder) => flaw(holder, 'none')),
    ...entitled.map((holder) => flaw(holder, 'spent')),
    ...holders.map((holder) => flaw(holder, 'other channel')),
    // Without an object there is one address for all, and another tenant's ticket opens what is theirs.
    ...(first === undefined || rule.object === null ? [] : [flaw(first, 'other tenant')]),
    ...ENDED.map((holder) => flaw(holder, 'ended')),
    ...(first === undefined ? [] : [flaw(first, 'invented')]),
  ];
  const offers = new Map<Identity, Offer>([...fresh, ...flawed].map((offer) => [offer.identity, offer]));
  return cellsOf({
    operationId: channelId,
    rule,
    identities: fresh.map(({ identity }) => identity),
    stale: flawed.map(({ identity }) => identity),
    deletable,
  }).flatMap((cell) => {
    const offer = offers.get(cell.identity);
    return offer === undefined ? [] : [{ ...cell, holder: offer.holder, ticket: offer.ticket }];
  });
}

function flaw(holder: Identity, ticket: Exclude<Ticket, 'fresh'>): Offer {
  return { identity: staleIdentity(`${holder.name} ${FLAWS[ticket]}`), holder, ticket };
}
