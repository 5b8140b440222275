import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';

const issuer = 'assay';
const audience = 'assay-api';
const algorithm = 'ES256';
const tokenType = 'at+jwt';

/** Tokens whose signature has been found good and need not be checked again: the key never changes. */
const MOST_REMEMBERED = 2_000;

/** Whom an access token names. It carries no rights: role and status are read from the database on each call. */
export interface AccessClaims {
  userId: string;
  tenantId: string | null;
  sessionId: string;
  expiresAt: Date;
}

/** Signs and checks access tokens (JWT, ES256). */
export interface AccessTokens {
  sign(claims: AccessClaims): Promise<string>;
  /** The claims of a token that was signed here; null for any other. A token past its end is still read. */
  read(token: string): Promise<AccessClaims | null>;
}

const claimsSchema = z.object({ sub: z.uuid(), tid: z.uuid().nullable(), sid: z.uuid(), exp: z.number() });
const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/** The platform's signing key: the first process to start makes it, all others find it. */
async function loadKey(database: Database) {
  const find = () =>
    database.direct
      .selectFrom('signing_keys')
      .select(['key_id', 'private_key'])
      .where('id', '=', 1)
      .executeTakeFirst();
  const known = await find();
  if (known) return known;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  await database.direct
    .insertInto('signing_keys')
    .values({ id: 1, key_id: uuid(), private_key: JSON.stringify(await exportJWK(privateKey)) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const stored = await find();
  if (!stored) throw new Error('the signing key was not stored');
  return stored;
}

/** Opens the signing key. Call once at start; the key stays the same over restarts. */
export async function openAccessTokens(database: Database): Promise<AccessTokens> {
  const stored = await loadKey(database);
  const { d, ...publicJwk } = jwkSchema.parse(stored.private_key);
  const [privateKey, publicKey] = await Promise.all([
    importJWK({ ...publicJwk, d }, algorithm),
    importJWK(publicJwk, algorithm),
  ]);
  const genuine = new Map<string, AccessClaims>();
  return {
    sign({ userId, tenantId, sessionId, expiresAt }) {
      const now = Date.now() / 1000;
      return new SignJWT({ tid: tenantId, sid: sessionId })
        .setProtectedHeader({ alg: algorithm, typ: tokenType, kid: stored.key_id })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(uuid())
        .setIssuedAt(now)
        .setExpirationTime(expiresAt.getTime() / 1000)
        .sign(privateKey);
    },
    async read(token) {
      const known = genuine.get(token);
      if (known !== undefined) return known;
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: [algorithm],
          issuer,
          audience,
          typ: tokenType,
          // The end is judged by the caller, to the millisecond, and so that a late call can be told from a forged one.
          currentDate: new Date(0),
        });
        const claims = claimsSchema.safeParse(payload);
        if (!claims.success) return null;
        const { sub, tid, sid, exp } = claims.data;
        const read = {
          userId: sub,
          tenantId: tid,
          sessionId: sid,
          expiresAt: new Date(Math.round(exp * 1000)),
        };
        if (genuine.size >= MOST_REMEMBERED) genuine.clear();
        genuine.set(token, read);
        return read;
      } catch {
        return null;
      }
    },
  };
}
