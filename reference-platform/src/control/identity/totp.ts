import { Secret, TOTP } from 'otpauth';

// RFC 6238 as authenticator apps have it: SHA-1, 6 digits, 30 s; one step of clock skew either way.
const digits = 6;
const periodSeconds = 30;
const skewSteps = 1;

/** A new secret for an authenticator app: 160 random bits, base32. */
export function createTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth://` address of a secret, for a QR code. */
export function otpauthUrlOf(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/**
 * The time step (30 s since 1970) that a code belongs to, or null when it is wrong or not newer than
 * `lastStep`, the step of the last code taken: no code counts twice (RFC 6238, 5.2).
 */
export function acceptedStep(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | null,
): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: skewSteps });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

function totp(secret: string, label = 'Assay'): TOTP {
  return new TOTP({
    issuer: 'Assay',
    label,
    algorithm: 'SHA1',
    digits,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  });
}
