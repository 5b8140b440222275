import { z } from 'zod';

/**
 * A typed array in JSON: element type, length, and the bytes (little-endian) in base64. Exact to the
 * last bit, and a third of the size of decimal digits.
 */
export const encodedArray = z.strictObject({
  type: z.enum(['float64', 'int32', 'int16', 'uint32']),
  length: z.int().min(0),
  base64: z.base64(),
});
export type EncodedArray = z.infer<typeof encodedArray>;

/** Encodes an array; the platform runs on little-endian machines only (x86-64, ARM64). */
export function encodeArray(values: Float64Array | Int32Array | Int16Array | Uint32Array): EncodedArray {
  return {
    type: typeOf(values),
    length: values.length,
    base64: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  };
}

export function decodeFloat64(encoded: EncodedArray): Float64Array {
  return new Float64Array(bytesOf(encoded, 'float64', Float64Array.BYTES_PER_ELEMENT));
}

export function decodeInt32(encoded: EncodedArray): Int32Array {
  return new Int32Array(bytesOf(encoded, 'int32', Int32Array.BYTES_PER_ELEMENT));
}

export function decodeInt16(encoded: EncodedArray): Int16Array {
  return new Int16Array(bytesOf(encoded, 'int16', Int16Array.BYTES_PER_ELEMENT));
}

export function decodeUint32(encoded: EncodedArray): Uint32Array {
  return new Uint32Array(bytesOf(encoded, 'uint32', Uint32Array.BYTES_PER_ELEMENT));
}

function typeOf(values: Float64Array | Int32Array | Int16Array | Uint32Array): EncodedArray['type'] {
  if (values instanceof Float64Array) return 'float64';
  if (values instanceof Int32Array) return 'int32';
  return values instanceof Int16Array ? 'int16' : 'uint32';
}

/** A buffer of its own: the view that Buffer.from gives may be unaligned, inside Node's pool. */
function bytesOf(encoded: EncodedArray, type: EncodedArray['type'], elementBytes: number): ArrayBuffer {
  const bytes = Buffer.from(encoded.base64, 'base64');
  if (encoded.type !== type || bytes.byteLength !== encoded.length * elementBytes) {
    throw new Error(`a model array should hold ${encoded.length} elements of type ${type}`);
  }
  return Uint8Array.from(bytes).buffer;
}
