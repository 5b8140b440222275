import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { editedTokens, unsignedTokens } from '../../../test-data/forged-tokens.ts';
import { partsOf, signingInput, tokenOf } from '../../../test-data/json-web-token.ts';
import { publicKeyBehind } from '../../../test-data/recovered-key.ts';
import { hmacSigned, secretsBehind, tokensThatBringTheirKey } from '../../../test-data/signed-tokens.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function es256(claims: Record<string, unknown>): string {
  const parts = { header: { alg: 'ES256', typ: 'JWT' }, claims };
  const signature = sign('sha256', Buffer.from(signingInput(parts)), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return tokenOf({ ...parts, signature: signature.toString('base64url') });
}

function hs256(secret: string): string {
  const parts = { header: { alg: 'HS256', typ: 'JWT' }, claims: { sub: 'a' } };
  return tokenOf({
    ...parts,
    signature: createHmac('sha256', secret).update(signingInput(parts)).digest('base64url'),
  });
}

describe('Forgeries of tokens', () => {
  it('recovers the public key behind ES256 tokens, and no key that does not fit all', () => {
    const recovered = publicKeyBehind([es256({ sub: 'a' }), es256({ sub: 'b' })]);

    expect(recovered.export({ format: 'jwk' })).toEqual(publicKey.export({ format: 'jwk' }));
    expect(() => publicKeyBehind([es256({ sub: 'a' }), hs256('secret')])).toThrow('no key of P-256');
  });

  it('finds a common secret offline, and none behind a good one or another algorithm', () => {
    expect(secretsBehind(hs256('changeme'))).toEqual(['changeme']);
    expect(secretsBehind(hs256('')).at(0)).toBe('');
    expect(secretsBehind(hs256('4b1f6d8c2e9a7035'))).toEqual([]);
    expect(secretsBehind(es256({ sub: 'a' }))).toEqual([]);
  });

  it('signs the same claims anew with the secret that it is given', () => {
    const live = es256({ sub: 'a' });

    const forged = hmacSigned(live, 'secret');

    expect(partsOf(forged).claims).toEqual(partsOf(live).claims);
    expect(secretsBehind(forged)).toEqual(['secret']);
  });

  it('makes each forgery another token', () => {
    const live = es256({ sub: 'a' });
    const tokens = [
      ...unsignedTokens(live),
      ...editedTokens(live, { sub: 'b', role: 'owner' }),
      ...tokensThatBringTheirKey(live, 'http://attacker.test'),
    ].map(({ token }) => token);

    expect(new Set([...tokens, live]).size).toBe(tokens.length + 1);
  });
});
