const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const always: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Two years, as the preload list of browsers asks for. */
const strictTransportSecurity = 'max-age=63072000; includeSubDomains';

/** The headers of every answer, whatever it is. Where users come by https, browsers are told never to come otherwise. */
export function securityHeaders(publicUrl: string | null): Readonly<Record<string, string>> {
  const isHttps = publicUrl?.startsWith('https://') ?? false;
  return isHttps ? { ...always, 'strict-transport-security': strictTransportSecurity } : always;
}
