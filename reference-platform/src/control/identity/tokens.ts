import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A secret that nobody guesses: 256 random bits as base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a random token. No salt or slow hash: 256 random bits cannot be tried out. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The CSRF token of a cookie session. It follows from the cookie, which scripts and other sites cannot read. */
export function csrfTokenOf(cookieToken: string): string {
  return createHmac('sha256', cookieToken).update('csrf').digest('base64url');
}

/** A new API key and the part of it that may be shown again. */
export function createKeySecret(): { secret: string; prefix: string } {
  const secret = `ak_${randomToken()}`;
  return { secret, prefix: secret.slice(0, 11) };
}
