import { createHmac, randomBytes } from 'node:crypto';

/** A new secret of a webhook: 256 random bits. */
export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

/** The signature of a delivery: HMAC-SHA256 over `timestamp.body` (Unix seconds), in hex. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
