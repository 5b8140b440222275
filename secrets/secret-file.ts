import { closeSync, existsSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Secret } from './secret.ts';

const FILE = 'secrets.jsonl';
const READ_AT_ONCE = 64 * 1024;
const lineSchema = z.strictObject({ name: z.string(), value: z.string() });

/**
 * What hands secrets from the workers to the runner: one file for all of them, which only its owner may read. Each line is
 * written at once and before the secret is used, so that it is there whatever becomes of the worker.
 */
export class SecretFile {
  readonly #folder: string;
  #writing: number | null = null;
  #reading: number | null = null;
  /** Read, and not yet a whole line. */
  #rest = '';

  /** Without the folder nothing is written: then there is no runner that would read it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  append({ name, value }: Secret): void {
    if (this.#writing === null) {
      if (!existsSync(this.#folder)) return;
      this.#writing = openSync(path.join(this.#folder, FILE), 'a', 0o600);
    }
    // A worker that died while it wrote left half a line: the next begins a new one.
    writeSync(this.#writing, `\n${JSON.stringify({ name, value })}\n`);
  }

  /** What was written, by whichever process, since this was last asked. */
  readNew(): Secret[] {
    const file = path.join(this.#folder, FILE);
    if (this.#reading === null) {
      if (!existsSync(file)) return [];
      this.#reading = openSync(file, 'r');
    }
    const buffer = Buffer.alloc(READ_AT_ONCE);
    const chunks: Buffer[] = [];
    for (let length = readSync(this.#reading, buffer); length > 0; length = readSync(this.#reading, buffer))
      chunks.push(Buffer.from(buffer.subarray(0, length)));
    if (chunks.length === 0) return [];
    const lines = (this.#rest + Buffer.concat(chunks).toString()).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => readLine(line));
  }

  /** Removes file and folder; nothing can be written or read any more. */
  remove(): void {
    for (const file of [this.#writing, this.#reading]) if (file !== null) closeSync(file);
    [this.#writing, this.#reading] = [null, null];
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The secret of a line; none for an empty line, or half a one. */
function readLine(line: string): Secret[] {
  if (!line.startsWith('{') || !line.endsWith('}')) return [];
  return [lineSchema.parse(JSON.parse(line))];
}
