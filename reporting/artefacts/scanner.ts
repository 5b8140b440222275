import { gunzipSync } from 'node:zlib';
import { isGzip } from '../../secrets/file-kinds.ts';
import { SecretIndex } from '../../secrets/secret-index.ts';
import type { Secret } from '../../secrets/secret.ts';
import { isZip, readZip } from '../../secrets/zip.ts';
import { base64Words, withoutEscapes } from './decoding.ts';

/** A secret that stands in something. */
export interface Leak {
  /** Name of the secret. */
  secret: string;
  /** Where in the file: names of entries, and `base64`, one behind the other; empty for the file itself. */
  within: string;
}

/** What was looked at. */
export interface Scanned {
  leaks: Leak[];
  /** The file, and every entry of every archive in it. */
  entries: number;
  bytes: number;
}

/** How often something is unpacked or unescaped. */
const DEEPEST = 5;

/**
 * Looks for secrets in files. It goes about it the other way round than the redactor, which it is there to check: it takes every
 * encoding and archive apart, and then looks for the secrets as they are.
 */
export class Scanner {
  readonly #index = new SecretIndex('as it is');

  add(secret: Secret): void {
    this.#index.add(secret);
  }

  /** Throws where an archive cannot be read: what was not looked at is not clean. */
  scan(content: Buffer): Scanned {
    const scanned: Scanned = { leaks: [], entries: 0, bytes: 0 };
    this.#scan(content, [], 0, scanned);
    return scanned;
  }

  #scan(content: Buffer, within: readonly string[], depth: number, scanned: Scanned): void {
    scanned.entries += 1;
    scanned.bytes += content.length;
    if (isZip(content)) {
      for (const entry of readZip(content)) {
        this.#look(Buffer.from(entry.name), [...within, entry.name], scanned);
        this.#scan(entry.content, [...within, entry.name], depth + 1, scanned);
      }
    } else if (isGzip(content)) this.#scan(gunzipSync(content), [...within, 'gzip'], depth + 1, scanned);
    else this.#text(content, within, depth, scanned);
  }

  #text(text: Buffer, within: readonly string[], depth: number, scanned: Scanned): void {
    this.#look(text, within, scanned);
    if (depth >= DEEPEST) return;
    const unescaped = withoutEscapes(text);
    if (unescaped !== text) this.#text(unescaped, within, depth + 1, scanned);
    const { words, archives } = base64Words(text);
    if (words.length > 0) this.#text(words, [...within, 'base64'], depth + 1, scanned);
    for (const archive of archives) this.#archive(archive, [...within, 'base64'], depth, scanned);
  }

  /** An archive in a text, if it is one: other bytes may begin like it. */
  #archive(word: Buffer, within: readonly string[], depth: number, scanned: Scanned): void {
    try {
      this.#scan(word, within, depth + 1, scanned);
    } catch {
      this.#look(word, within, scanned);
    }
  }

  #look(text: Buffer, within: readonly string[], { leaks }: Scanned): void {
    for (const { name } of this.#index.find(text)) leaks.push({ secret: name, within: within.join(' › ') });
  }
}
