import { partsOf, signingInput, tokenOf } from './json-web-token.ts';

/** A token that looks like a live one and must not be taken. */
export interface ForgedToken {
  flaw: string;
  token: string;
}

const UNSIGNED = ['none', 'None', 'NONE', 'nOnE'] as const;

/**
 * Forgeries of a live JSON Web Token: claims edited under the old signature, the signature altered or left away, and the
 * algorithm named `none` in four spellings (RFC 8725, 3.1). Throws where the token has no three parts.
 */
export function forgedTokens(live: string): ForgedToken[] {
  const { header, claims, signature } = partsOf(live);
  const edited = (changes: Record<string, unknown>) =>
    tokenOf({ header, claims: { ...claims, ...changes }, signature });
  return [
    { flaw: 'token whose expiry was moved', token: edited({ exp: 4_102_444_800 }) },
    { flaw: 'token whose tenant was edited', token: edited({ tid: '00000000-0000-7000-8000-000000000000' }) },
    { flaw: 'token whose role was edited', token: edited({ role: 'owner' }) },
    {
      flaw: 'token with an altered signature',
      token: tokenOf({ header, claims, signature: altered(signature) }),
    },
    { flaw: 'token without its signature', token: tokenOf({ header, claims, signature: '' }) },
    ...UNSIGNED.map((alg) => ({
      flaw: `token signed with ${alg}`,
      token: tokenOf({ header: { ...header, alg }, claims, signature: '' }),
    })),
  ];
}

/** Forgeries that name no algorithm: each spelling of `none` without a signature, without its dot, and with the old signature. */
export function unsignedTokens(live: string): ForgedToken[] {
  const { header, claims, signature } = partsOf(live);
  return [...UNSIGNED, '', null].flatMap((alg) => {
    const unsigned = { header: { ...header, alg }, claims };
    return [
      { flaw: `alg ${String(alg)}, empty signature`, token: tokenOf({ ...unsigned, signature: '' }) },
      { flaw: `alg ${String(alg)}, two parts`, token: signingInput(unsigned) },
      { flaw: `alg ${String(alg)}, old signature`, token: tokenOf({ ...unsigned, signature }) },
    ];
  });
}

/** The token with other claims under its old signature, each change alone; and with every single bit of a signature's byte flipped. */
export function editedTokens(live: string, changes: Record<string, unknown>): ForgedToken[] {
  const { header, claims, signature } = partsOf(live);
  const edits = Object.entries(changes).map(([claim, value]) => ({
    flaw: `${claim} edited`,
    token: tokenOf({ header, claims: { ...claims, [claim]: value }, signature }),
  }));
  const bytes = Buffer.from(signature, 'base64url');
  const flips = [0, Math.floor(bytes.length / 2), bytes.length - 1].flatMap((at) =>
    Array.from({ length: 8 }, (_, bit) => {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
      return {
        flaw: `bit ${bit} of byte ${at} of the signature flipped`,
        token: tokenOf({ header, claims, signature: flipped.toString('base64url') }),
      };
    }),
  );
  return [...edits, ...flips];
}

/** Another signature of the same length: its first character replaced, so that real bits change. */
function altered(signature: string): string {
  return `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
}
