import type { Plan } from '../../http/principal.ts';

/** Most WebSockets of one tenant at a time, by its plan. */
export const connectionsPerPlan: Readonly<Record<Plan, number>> = {
  trial: 20,
  standard: 500,
  enterprise: 5_000,
};

/** What may wait unsent for one client, in bytes, before it counts as too slow. One message may go beyond it. */
export const maxBufferedBytes = 1024 * 1024;

/** The largest message that a client may send, in bytes; it has nothing to say but control frames. */
export const maxClientMessageBytes = 1024;

/** How long a stored message that is replayed may wait for a client that does not read, in milliseconds. */
export const flushTimeoutMs = 10_000;

/** How long a client may take to answer a close frame, in milliseconds. */
export const closeTimeoutMs = 10_000;

/** How often the rights behind all connections are read anew, should word of a revocation be lost. In milliseconds. */
export const recheckEveryMs = 5_000;
