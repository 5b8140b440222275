import { setTimeout } from 'node:timers/promises';
import { JobTaken } from './completion.ts';

/** Waits before each further try: about 6 s in all, the time in which a restarted database is back. */
const WAITS_MS = [100, 200, 400, 800, 1600, 3200];

/** Repeats a transaction that the database refused or lost; a job that was taken away is not tried again. */
export async function persistently<T>(transaction: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await transaction();
    } catch (error) {
      if (error instanceof JobTaken) throw error;
      await setTimeout(wait);
    }
  }
  return transaction();
}
