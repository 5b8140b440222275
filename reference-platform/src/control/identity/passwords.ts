import { hash, verify } from '@node-rs/argon2';

// argon2id (the library's default algorithm) with one of the equally strong choices of the OWASP password storage cheat
// sheet: the one that takes the least memory is the quickest here.
const cost = { memoryCost: 7_168, timeCost: 5, parallelism: 1 };

/** argon2id of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

// The hash of a password that was thrown away: made once, with the cost of real ones.
let decoy: Promise<string> | undefined;

/** Makes the decoy hash, so that the first unknown user does not wait for it. */
export async function preparePasswords(): Promise<void> {
  decoy ??= hashPassword(crypto.randomUUID());
  await decoy;
}

/** Whether a password fits; without a hash (unknown user) it takes as long, and is false. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash !== null) return verify(passwordHash, password);
  await preparePasswords();
  await verify((await decoy) ?? '', password);
  return false;
}
