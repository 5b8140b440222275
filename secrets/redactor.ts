import { gunzipSync, gzipSync } from 'node:zlib';
import { base64RunAround, encodeLike, zipRuns } from './base64-runs.ts';
import { withoutColours } from './colours.ts';
import { SecretIndex, type Spot } from './secret-index.ts';
import { markOf, type Secret } from './secret.ts';
import { isGzip, isText } from './file-kinds.ts';
import { isZip, readZip, writeZip } from './zip.ts';

/** Part of a text that is to be replaced. */
interface Replacement {
  start: number;
  end: number;
  put: Buffer;
}

/** How deep archives and base64 may stand in each other. */
const DEEPEST = 6;

/**
 * Puts `[REDACTED:name]` in the place of every secret it knows: as it is, URL-encoded, escaped for JSON or markup, in base64,
 * through colour codes, and inside archives. What holds none is given back as it is.
 */
export class Redactor {
  readonly #index = new SecretIndex('every form');

  add(secret: Secret): void {
    this.#index.add(secret);
  }

  text(text: string): string {
    const bytes = Buffer.from(text);
    const redacted = this.#textBytes(bytes, 0);
    return redacted === bytes ? text : redacted.toString();
  }

  /** The same of a file's content. An archive stays one; of anything else that is not text nothing is replaced. */
  bytes(content: Buffer, depth = 0): Buffer {
    if (depth > DEEPEST) return content;
    if (isZip(content)) return this.#zip(content, depth);
    if (isGzip(content)) {
      const unpacked = gunzipSync(content);
      const redacted = this.bytes(unpacked, depth + 1);
      return redacted === unpacked ? content : gzipSync(redacted);
    }
    return isText(content) ? this.#textBytes(content, depth) : content;
  }

  #zip(archive: Buffer, depth: number): Buffer {
    const entries = readZip(archive);
    const redacted = entries.map(({ name, content, packed }) => ({
      name: this.text(name),
      content: this.bytes(content, depth + 1),
      ...(packed === undefined ? {} : { packed }),
    }));
    const isSame = entries.every(
      ({ name, content }, index) => redacted[index]?.content === content && redacted[index].name === name,
    );
    return isSame ? archive : writeZip(redacted);
  }

  #textBytes(text: Buffer, depth: number): Buffer {
    const archives = zipRuns(text).flatMap((run) => this.#base64(text, run, depth) ?? []);
    const spots = this.#spotsIn(text).filter((spot) => !archives.some((archive) => overlaps(archive, spot)));
    if (spots.length + archives.length === 0) return text;
    return replaced(
      text,
      merged([...archives, ...spots.map((spot) => this.#replacement(text, spot, depth))]),
    );
  }

  /** Where secrets are, in the text as it is with its colour codes. */
  #spotsIn(text: Buffer): Spot[] {
    const plain = withoutColours(text);
    if (plain === null) return this.#index.find(text);
    return this.#index
      .find(plain.text)
      .map((spot) => ({ ...spot, start: plain.placeOf(spot.start), end: plain.placeOf(spot.end - 1) + 1 }));
  }

  /** In base64 the whole word is packed anew, so that whoever unpacks it finds text; where it is no word, the mark has to do. */
  #replacement(text: Buffer, spot: Spot, depth: number): Replacement {
    const mark = { start: spot.start, end: spot.end, put: Buffer.from(markOf(spot.name)) };
    return spot.isBase64 ? (this.#base64(text, base64RunAround(text, spot), depth) ?? mark) : mark;
  }

  #base64(text: Buffer, run: { start: number; end: number }, depth: number): Replacement | null {
    const encoded = text.toString('latin1', run.start, run.end);
    const decoded = Buffer.from(encoded, 'base64');
    if (encodeLike(encoded, decoded) !== encoded) return null;
    const redacted = this.bytes(decoded, depth + 1);
    if (redacted === decoded) return null;
    return { ...run, put: Buffer.from(encodeLike(encoded, redacted)) };
  }
}

function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}

/** In order of their places; of several that overlap the one that begins first, and reaches as far as any of them. */
function merged(replacements: Replacement[]): Replacement[] {
  const kept: Replacement[] = [];
  for (const each of replacements.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last !== undefined && each.start < last.end) last.end = Math.max(last.end, each.end);
    else kept.push({ ...each });
  }
  return kept;
}

function replaced(text: Buffer, replacements: readonly Replacement[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, put } of replacements) {
    parts.push(text.subarray(at, start), put);
    at = end;
  }
  return Buffer.concat([...parts, text.subarray(at)]);
}
