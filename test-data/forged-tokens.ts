import { z } from 'zod';

/** A token that looks like a live one and must not be taken. */
export interface ForgedToken {
  flaw: string;
  token: string;
}

const jsonObject = z.record(z.string(), z.unknown());

/**
 * Forgeries of a live JSON Web Token: claims edited under the old signature, the signature altered or left away, and the
 * algorithm named `none` in four spellings (RFC 8725, 3.1). Throws where the token has no three parts.
 */
export function forgedTokens(live: string): ForgedToken[] {
  const [header, payload, signature] = live.split('.');
  if (header === undefined || payload === undefined || signature === undefined) {
    throw new Error('forgeries need a token of three parts');
  }
  const claims = decode(payload);
  const edited = (changes: Record<string, unknown>) =>
    `${header}.${encode({ ...claims, ...changes })}.${signature}`;
  return [
    { flaw: 'token whose expiry was moved', token: edited({ exp: 4_102_444_800 }) },
    { flaw: 'token whose tenant was edited', token: edited({ tid: '00000000-0000-7000-8000-000000000000' }) },
    { flaw: 'token whose role was edited', token: edited({ role: 'owner' }) },
    { flaw: 'token with an altered signature', token: `${header}.${payload}.${altered(signature)}` },
    { flaw: 'token without its signature', token: `${header}.${payload}.` },
    ...['none', 'None', 'NONE', 'nOnE'].map((alg) => ({
      flaw: `token signed with ${alg}`,
      token: `${encode({ ...decode(header), alg })}.${payload}.`,
    })),
  ];
}

/** Another signature of the same length: its first character replaced, so that real bits change. */
function altered(signature: string): string {
  return `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
}

function decode(part: string): Record<string, unknown> {
  return jsonObject.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
}

function encode(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
