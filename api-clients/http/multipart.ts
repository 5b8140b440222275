import { randomUUID } from 'node:crypto';

export type PartContent = string | Buffer | AsyncIterable<Uint8Array>;

/** One part of a multipart/form-data body: a plain field, or a file. Parts are sent in the order given. */
export type MultipartPart =
  | { name: string; value: string }
  | { name: string; filename: string; contentType: string; content: PartContent };

/** A multipart body with its content type; `chunks` can be read once. */
export interface EncodedMultipart {
  contentType: string;
  chunks: AsyncIterable<Uint8Array>;
}

/** Encodes parts by RFC 7578, chunk by chunk, so that a streamed file is never held in memory as a whole. */
export function encodeMultipart(parts: readonly MultipartPart[]): EncodedMultipart {
  const boundary = `touchstone-${randomUUID()}`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, chunks: encodeParts(parts, boundary) };
}

/** The whole body in one buffer, for a transport that cannot stream. */
export async function bufferedBody(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const collected: Uint8Array[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return Buffer.concat(collected);
}

async function* encodeParts(parts: readonly MultipartPart[], boundary: string): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield Buffer.from(`--${boundary}\r\n${partHead(part)}\r\n`);
    if ('value' in part) yield Buffer.from(part.value);
    else if (typeof part.content === 'string') yield Buffer.from(part.content);
    else if (part.content instanceof Uint8Array) yield part.content;
    else yield* part.content;
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

function partHead(part: MultipartPart): string {
  const name = `content-disposition: form-data; name="${escapeQuoted(part.name)}"`;
  if ('value' in part) return `${name}\r\n`;
  return `${name}; filename="${escapeQuoted(part.filename)}"\r\ncontent-type: ${part.contentType}\r\n`;
}

/** RFC 7578 section 2 with the WHATWG escapes for a quoted name. */
function escapeQuoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
