import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const entrySchema = z.strictObject({
  event: z.enum(['created', 'removed']),
  name: z.string(),
  ownerEmail: z.string(),
});

/** A tenant that a run made: its name and who owns it. No secret. */
export interface LedgerTenant {
  name: string;
  ownerEmail: string;
}

/**
 * What a run has made and removed again, written before each creation, so that a run that was interrupted can still be
 * cleaned up. One file a worker, appended to; in `reports/`.
 */
export class Ledger {
  readonly #folder: string;
  readonly #file: string;

  constructor(folder: string, workerIndex: number) {
    this.#folder = folder;
    this.#file = path.join(folder, `w${workerIndex}.jsonl`);
  }

  created({ name, ownerEmail }: LedgerTenant): void {
    this.#append({ event: 'created', name, ownerEmail });
  }

  removed({ name, ownerEmail }: LedgerTenant): void {
    this.#append({ event: 'removed', name, ownerEmail });
  }

  #append(entry: z.infer<typeof entrySchema>): void {
    mkdirSync(this.#folder, { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}

/** The tenants of a run by its ledgers: how many were made, and which were not removed. */
export function readLedgers(folder: string): { created: number; left: LedgerTenant[] } {
  const left = new Map<string, LedgerTenant>();
  let created = 0;
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n').filter(Boolean)) {
      const { event, name, ownerEmail } = entrySchema.parse(JSON.parse(line));
      if (event === 'created') {
        created += 1;
        left.set(name, { name, ownerEmail });
      } else left.delete(name);
    }
  }
  return { created, left: [...left.values()] };
}

export function removeLedgers(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
