import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { partsOf } from './json-web-token.ts';

// Curve P-256 (FIPS 186-5; SEC 2, 2.4.2): y² = x³ − 3x + b over the field of P, G of order N.
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const G: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

interface Point {
  x: bigint;
  y: bigint;
}

/**
 * The public key behind ES256 tokens, which nobody has to publish: each signature fits two keys, and only one of them fits
 * all signatures (SEC 1, 4.1.6). Throws where no key fits every token.
 */
export function publicKeyBehind(tokens: readonly [string, ...string[]]): KeyObject {
  const key = candidatesOf(tokens[0]).find((candidate) =>
    tokens.every((token) => isSignedBy(token, candidate)),
  );
  if (key === undefined) throw new Error('no key of P-256 fits all tokens');
  return key;
}

function isSignedBy(token: string, key: KeyObject): boolean {
  const { input, signature } = signedPart(token);
  return verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function signedPart(token: string): { input: Buffer; signature: Buffer } {
  const { signature } = partsOf(token);
  return {
    input: Buffer.from(token.slice(0, token.lastIndexOf('.'))),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Q = r⁻¹ (s R − z G), for both points R whose x is r. */
function candidatesOf(token: string): KeyObject[] {
  const { input, signature } = signedPart(token);
  const r = numberOf(signature.subarray(0, 32));
  const s = numberOf(signature.subarray(32));
  const z = numberOf(createHash('sha256').update(input).digest());
  const y = power(r ** 3n - 3n * r + B, (P + 1n) / 4n, P);
  const byR = inverse(r, N);
  return [y, P - y].map((root) => {
    const key = sum(times(modulo(s * byR, N), { x: r, y: root }), times(modulo(-z * byR, N), G));
    if (key === null) throw new Error('the signature is of the point at infinity');
    const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(key.x), y: coordinate(key.y) };
    return createPublicKey({ key: jwk, format: 'jwk' });
  });
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function coordinate(value: bigint): string {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
}

function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [square, rest] = [modulo(base, modulus), exponent]; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** By the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, rest, divisor] = [1n, 0n, modulo(value, modulus), modulus];
  while (rest > 1n) {
    const ratio = divisor / rest;
    [low, high, rest, divisor] = [high - low * ratio, low, divisor - rest * ratio, rest];
  }
  return modulo(low, modulus);
}

/** Addition on the curve; `null` is the point at infinity. */
function sum(left: Point | null, right: Point | null): Point | null {
  if (left === null) return right;
  if (right === null) return left;
  if (left.x === right.x && modulo(left.y + right.y, P) === 0n) return null;
  const slope =
    left.x === right.x
      ? (3n * left.x * left.x - 3n) * inverse(2n * left.y, P)
      : (right.y - left.y) * inverse(modulo(right.x - left.x, P), P);
  const x = modulo(slope * slope - left.x - right.x, P);
  return { x, y: modulo(slope * (left.x - x) - left.y, P) };
}

function times(factor: bigint, point: Point): Point | null {
  let result: Point | null = null;
  let addend: Point | null = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = sum(result, addend);
    addend = sum(addend, addend);
  }
  return result;
}
