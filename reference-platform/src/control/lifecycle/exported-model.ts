import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** The most bytes that an exported file has and an import takes. */
export const largestExport = 32 * 1024 * 1024;

const head = '{"format":"assay-export","model":';
const tail = (sha256: string) => `,"sha256":"${sha256}"}`;

/** Bytes of the exported file of a model file of that size. */
export function exportedSize(modelBytes: number): number {
  return head.length + modelBytes + tail('0'.repeat(64)).length;
}

/** The exported file of a stored model, piece by piece: the model byte for byte, and its checksum after it. */
export async function* exportedModel(path: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  yield Buffer.from(head);
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.from(chunk as Buffer);
    hash.update(bytes);
    yield bytes;
  }
  yield Buffer.from(tail(hash.digest('hex')));
}
