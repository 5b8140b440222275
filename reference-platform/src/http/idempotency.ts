import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { canonicalJson } from './canonical-json.ts';
import { problem } from './problem.ts';

/** How long a retry waits for the answer of the call that came first and has committed already. */
const ANSWER_WAIT_MS = 5_000;
const ANSWER_POLL_MS = 25;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A call that carries an `Idempotency-Key`. Keys belong to one caller: others may use the same. */
export interface KeyedCall {
  key: string;
  tenantId: string | null;
  actorId: string;
  /** What the call asks for: the same key with something else is refused. */
  content: unknown;
}

const storedAnswer = z.strictObject({
  status: z.int(),
  body: z.unknown(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});
/** What the first call was answered. */
export type StoredAnswer = z.infer<typeof storedAnswer>;

/** Another call with this key has committed its change; nothing of this one is kept. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken';
}

/** 1 to 200 visible ASCII characters. */
export function isIdempotencyKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value);
}

const keyHash = ({ key }: KeyedCall) => createHash('sha256').update(key).digest();

const fingerprint = ({ key, content }: KeyedCall) =>
  createHmac('sha256', key).update(canonicalJson(content)).digest();

const cipherKey = ({ key, actorId }: KeyedCall) =>
  new Uint8Array(hkdfSync('sha256', key, actorId, 'assay idempotent answer', 32));

function seal(call: KeyedCall, answer: StoredAnswer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(call), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function unseal(call: KeyedCall, sealed: Buffer): StoredAnswer {
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(call), sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return storedAnswer.parse(JSON.parse(text.toString('utf8')));
}

const reused = (detail: string) => problem.invalid([{ pointer: '/header/idempotency-key', detail }]);

/**
 * Takes the key inside the change's transaction. A call with the same key that is under way is waited for: when it
 * commits, KeyTaken is thrown; when it is rolled back, the key is free again.
 */
export async function takeKey(trx: Transaction<Schema>, call: KeyedCall): Promise<void> {
  const taken = await trx
    .insertInto('idempotency_keys')
    .values({
      tenant_id: call.tenantId,
      actor_id: call.actorId,
      key_hash: keyHash(call),
      fingerprint: fingerprint(call),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('actor_id')
    .executeTakeFirst();
  if (taken === undefined) throw new KeyTaken();
}

/**
 * The answer that an earlier call with this key got; null when there was none. Waits for one that has committed and
 * is about to answer. Throws 422 when the key was used for something else, or when its answer is lost.
 */
export async function earlierAnswer(database: Database, call: KeyedCall): Promise<StoredAnswer | null> {
  for (let waited = 0; waited <= ANSWER_WAIT_MS; waited += ANSWER_POLL_MS) {
    const row = await database.direct
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'answer'])
      .where('actor_id', '=', call.actorId)
      .where('key_hash', '=', keyHash(call))
      .executeTakeFirst();
    if (row === undefined) return null;
    if (!row.fingerprint.equals(fingerprint(call))) {
      throw reused('Was used for a different request');
    }
    if (row.answer !== null) return unseal(call, row.answer);
    await setTimeout(ANSWER_POLL_MS);
  }
  throw reused('Was used by a call whose answer is lost; look for what it made');
}

/** Keeps the answer of the call that took the key. */
export async function keepAnswer(database: Database, call: KeyedCall, answer: StoredAnswer): Promise<void> {
  await database.direct
    .updateTable('idempotency_keys')
    .set({ answer: seal(call, answer) })
    .where('actor_id', '=', call.actorId)
    .where('key_hash', '=', keyHash(call))
    .execute();
}
