import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { replaceFile } from '../../storage/index.ts';

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * Figures of datasets, each computed once: they are kept beside the data, which never changes, and go with it. Calls
 * that come while the first one is computing wait for its result.
 */
export class StoredResults<T> {
  readonly #fileName: string;
  readonly #schema: z.ZodType<T>;
  readonly #underWay = new Map<string, Promise<T>>();

  /** `fileName` names the kind of figures and the version of their computation. */
  constructor(fileName: string, schema: z.ZodType<T>) {
    this.#fileName = fileName;
    this.#schema = schema;
  }

  /** The kept figures of the dataset in `folder`, or those that `compute` gives, which are then kept. */
  async get(folder: string, compute: () => Promise<T>): Promise<T> {
    const running = this.#underWay.get(folder);
    if (running !== undefined) return await running;
    const result = this.#load(folder, compute);
    this.#underWay.set(folder, result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(folder);
    }
  }

  async #load(folder: string, compute: () => Promise<T>): Promise<T> {
    const path = join(folder, this.#fileName);
    try {
      const kept = this.#schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
      if (kept.success) return kept.data;
    } catch (error) {
      if (!isMissingFile(error)) throw error;
    }
    const result = await compute();
    try {
      await replaceFile(path, JSON.stringify(result));
    } catch (error) {
      // The dataset was removed meanwhile: there is nothing left to keep the figures with.
      if (!isMissingFile(error)) throw error;
    }
    return result;
  }
}
