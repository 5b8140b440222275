import { asOwner, askedPath, type Handshake, type HandshakeOperator } from './handshake.ts';

const KINDS: Record<string, { text: string; isIt: (handshake: Handshake) => boolean }> = {
  none: { text: 'is opened without a ticket', isIt: ({ ticket }) => ticket === undefined },
  spent: {
    text: 'is opened with a ticket a second time',
    isIt: (handshake) => handshake.ticket?.isSpent === true && isForIt(handshake),
  },
  elsewhere: {
    text: 'is opened with a ticket of another channel',
    isIt: (handshake) => handshake.ticket !== undefined && !isForIt(handshake),
  },
};

/** A channel is opened to whom no ticket entitles. */
export const ticketNotAsked: HandshakeOperator = {
  name: 'WS-unticketed',
  family: 'WS',
  variants: ({ path }) =>
    Object.entries(KINDS).map(([name, { text }]) => ({ name, text: `${path} ${text}.` })),
  meets: (variant, { status, caller }) =>
    status === 401 && (variant === 'none') === caller.startsWith('anonymous'),
  admit: (handshake, variant) =>
    KINDS[variant]?.isIt(handshake) === true ? asOwner(handshake) : Promise.resolve(null),
};

function isForIt(handshake: Handshake): boolean {
  return handshake.ticket?.path === askedPath(handshake);
}
