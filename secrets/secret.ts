import { createHmac } from 'node:crypto';

/** What must not be in anything that a run leaves behind. */
export interface Secret {
  /** What stands in its place: `access-token-3f9a1c07`. The same for one value in all processes of a run. */
  name: string;
  value: string;
}

/** Kinds of secrets that a target hands out or takes. */
export type SecretKind =
  | 'password'
  | 'access-token'
  | 'refresh-token'
  | 'csrf-token'
  | 'session-cookie'
  | 'api-key'
  | 'mfa-seed'
  | 'mfa-code'
  | 'reset-token'
  | 'webhook-secret'
  | 'ws-ticket';

/** Below this length a value is hidden only where it stands by itself, between quotes or tags. */
export const LONG_ENOUGH = 12;
/** The shortest value that is hidden at all: a one-time code. */
export const SHORTEST = 6;
/** Fewer different characters than this make a filler, not a secret. */
const LEAST_CHARACTERS = 4;

/** Whether hiding a value hides a secret: not `null`, `1` or `aaaaaaaa`, which a hostile request may bring as a credential. */
export function isWorthHiding(value: string): boolean {
  return value.length >= SHORTEST && new Set(value).size >= LEAST_CHARACTERS;
}

/**
 * A name that tells two secrets of one kind apart and gives nothing away: 32 bits of a keyed digest, whose key is the run's
 * own secret. Two of ten thousand are alike once in a hundred runs, and then only share their name.
 */
export function nameOf(kind: string, value: string, runSecret: string): string {
  return `${kind}-${createHmac('sha256', runSecret).update(`name/${value}`).digest('hex').slice(0, 8)}`;
}

/** What stands where a secret stood. Nothing in it is escaped in JSON, markup or a shell's quotes. */
export function markOf(name: string): string {
  return `[REDACTED:${name}]`;
}
