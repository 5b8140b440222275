/** Why the platform closes a WebSocket. Below 4000 as RFC 6455 has them; above, what is said to clients alone. */
export const closeCodes = {
  /** The client sent something: channels carry messages to the client only. */
  oneWay: 1008,
  /** A fault of the platform. */
  fault: 1011,
  /** The platform stops or restarts: connect again. */
  restart: 1012,
  /** The client read too slowly for what is published: connect again and resume. */
  tooSlow: 4008,
  /** The session or API key behind the ticket has ended, or its user or tenant is gone or shut out. */
  credentialsEnded: 4401,
  /** The user's role may not watch this any more. */
  rightLost: 4403,
  /** What the channel shows was removed. */
  gone: 4404,
} as const;

/** One of `closeCodes`. */
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
