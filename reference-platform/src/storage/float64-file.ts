import { open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { writeFileAtomically } from './atomic-write.ts';

const BYTES = Float64Array.BYTES_PER_ELEMENT;

// Files hold little-endian values and are read straight into typed arrays, which have the order of the machine.
if (endianness() !== 'LE') throw new Error('the column files need a little-endian machine');

/** Writes values (shape [n]) as little-endian float64, atomically. */
export async function writeFloat64File(path: string, values: Float64Array): Promise<void> {
  await writeFileAtomically(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** Reads a whole float64 file: shape [size / 8]. */
export async function readFloat64File(path: string): Promise<Float64Array> {
  return await readFloat64Range(path, 0, Number.POSITIVE_INFINITY);
}

/**
 * Reads `count` values from index `start`, without reading the rest. Shorter (or empty) where the file ends first.
 * @throws ENOENT where the file does not exist.
 */
export async function readFloat64Range(path: string, start: number, count: number): Promise<Float64Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.max(0, Math.min(count, Math.floor(size / BYTES) - start));
    const values = new Float64Array(length);
    const bytes = new Uint8Array(values.buffer);
    let filled = 0;
    while (filled < bytes.byteLength) {
      const { bytesRead } = await file.read(bytes, filled, bytes.byteLength - filled, start * BYTES + filled);
      if (bytesRead === 0) throw new Error('a column file became shorter while it was read');
      filled += bytesRead;
    }
    return values;
  } finally {
    await file.close();
  }
}
