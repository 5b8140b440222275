/** A stretch of base64 characters in a text. */
export interface Run {
  start: number;
  end: number;
}

/** How an archive begins in base64: `PK` and the two bytes behind it. */
const ZIP_IN_BASE64 = Buffer.from('UEsDB');
const PADDING = 0x3d;
const MEMBERS = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'));

/** The whole word of base64, padding included, that a part of it belongs to. */
export function base64RunAround(text: Buffer, part: Run): Run {
  let { start, end } = part;
  while (start > 0 && MEMBERS.has(text[start - 1] ?? 0)) start -= 1;
  while (end < text.length && MEMBERS.has(text[end] ?? 0)) end += 1;
  for (let padding = 0; padding < 2 && text[end] === PADDING; padding += 1) end += 1;
  return { start, end };
}

/** The words of base64 that begin like an archive. */
export function zipRuns(text: Buffer): Run[] {
  const runs: Run[] = [];
  let at = text.indexOf(ZIP_IN_BASE64);
  while (at >= 0) {
    const { end } = base64RunAround(text, { start: at, end: at });
    runs.push({ start: at, end });
    at = text.indexOf(ZIP_IN_BASE64, end);
  }
  return runs;
}

/** Bytes in the same kind of base64 as `example`: its alphabet, and padded if it is. */
export function encodeLike(example: string, bytes: Buffer): string {
  const padded = bytes.toString('base64');
  const encoded = /[-_]/.test(example) ? padded.replaceAll('+', '-').replaceAll('/', '_') : padded;
  return example.length % 4 === 0 ? encoded : encoded.replace(/=+$/, '');
}
