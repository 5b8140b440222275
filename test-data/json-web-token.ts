import { z } from 'zod';

const jsonObject = z.record(z.string(), z.unknown());

/** The three parts of a compact JSON Web Token (RFC 7515, 7.1), the first two read. */
export interface TokenParts {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** Base64url. */
  signature: string;
}

/** Takes a token apart. Throws where it has no three parts, or one of the first two is no JSON object. */
export function partsOf(token: string): TokenParts {
  const [header, claims, signature] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined) {
    throw new Error('a token has three parts');
  }
  return { header: decoded(header), claims: decoded(claims), signature };
}

/** What a signature of the token is over: header and claims, encoded. */
export function signingInput({ header, claims }: Pick<TokenParts, 'header' | 'claims'>): string {
  return `${encoded(header)}.${encoded(claims)}`;
}

/** Puts a token together, with any signature. */
export function tokenOf(parts: TokenParts): string {
  return `${signingInput(parts)}.${parts.signature}`;
}

function decoded(part: string): Record<string, unknown> {
  return jsonObject.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
}

function encoded(value: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
