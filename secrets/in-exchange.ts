import type { Exchange } from '../api-clients/http/exchange.ts';
import type { SecretKind } from './secret.ts';

/** A credential that an exchange shows. */
export interface FoundSecret {
  kind: SecretKind;
  value: string;
}

const FIELDS: Record<string, SecretKind> = {
  password: 'password',
  currentPassword: 'password',
  newPassword: 'password',
  accessToken: 'access-token',
  refreshToken: 'refresh-token',
  csrfToken: 'csrf-token',
  ticket: 'ws-ticket',
  token: 'reset-token',
  totp: 'mfa-code',
  code: 'mfa-code',
};
const FIELD = new RegExp(
  `"(${[...Object.keys(FIELDS), 'secret'].join('|')})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`,
  'g',
);
const ONE_TIME_CODE = /^\d{6}$/;

/**
 * The credentials in headers, bodies and address of an exchange. Of a request that was refused none: what it brought opens
 * nothing, and is often no credential at all; what is one was handed out before.
 */
export function secretsIn(exchange: Exchange): FoundSecret[] {
  const { status, path, url, requestHeaders, requestBody, bodyText, setCookies } = exchange;
  const given = [...inBody(bodyText, path), ...setCookies.flatMap(inSetCookie)];
  if (status >= 400) return given;
  return [...given, ...inHeaders(requestHeaders), ...inBody(requestBody ?? '', path), ...inQuery(url)];
}

function inBody(text: string, path: string): FoundSecret[] {
  return [...text.matchAll(FIELD)].flatMap(([, field = '', written = '']) => {
    const kind = field === 'secret' ? kindOfSecret(path) : FIELDS[field];
    const value = unescaped(written);
    // Other things have codes too: only those of six digits are one-time codes.
    if (kind === undefined || (kind === 'mfa-code' && !ONE_TIME_CODE.test(value))) return [];
    return [{ kind, value }];
  });
}

/** Three kinds of things have a `secret`. */
function kindOfSecret(path: string): SecretKind {
  if (path.startsWith('/auth/mfa')) return 'mfa-seed';
  return path.startsWith('/webhooks') ? 'webhook-secret' : 'api-key';
}

function inHeaders(headers: Record<string, string>): FoundSecret[] {
  return Object.entries(headers).flatMap(([name, value]): FoundSecret[] => {
    switch (name.toLowerCase()) {
      case 'authorization':
        return [{ kind: 'access-token', value: value.replace(/^\S+\s+/, '') }];
      case 'x-api-key':
        return [{ kind: 'api-key', value }];
      case 'x-csrf-token':
        return [{ kind: 'csrf-token', value }];
      case 'cookie':
        return value.split(';').flatMap(inSetCookie);
      default:
        return [];
    }
  });
}

function inSetCookie(line: string): FoundSecret[] {
  const value = /^[^=;]+=([^;]{16,})/.exec(line.trim())?.[1];
  return value === undefined ? [] : [{ kind: 'session-cookie', value }];
}

function inQuery(url: string): FoundSecret[] {
  const value = url.includes('ticket=') ? new URL(url).searchParams.get('ticket') : null;
  return value === null ? [] : [{ kind: 'ws-ticket', value }];
}

function unescaped(written: string): string {
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}
