import { createHash } from 'node:crypto';
import { z } from 'zod';

const exportedSchema = z.strictObject({
  format: z.literal('assay-export'),
  // A record keeps the order of the members, which the checksum depends on.
  model: z.record(z.string(), z.unknown()),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What an exported file holds. */
export type ExportedModel = z.infer<typeof exportedSchema>;

/** Reads an exported file; throws where it is none. */
export function exportedModel(content: string): ExportedModel {
  return exportedSchema.parse(JSON.parse(content));
}

/** The file with a changed model and the checksum of that: what somebody makes who knows the format. */
export function resealed(
  content: string,
  change: (model: ExportedModel['model']) => Record<string, unknown>,
): string {
  const file = exportedModel(content);
  const model = change(file.model);
  return JSON.stringify({ ...file, model, sha256: sha256Of(model) });
}

/** SHA-256 of the JSON text of a model, in hex. */
export function sha256Of(model: unknown): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('hex');
}

/** A base64 array of the format, of 32-bit whole numbers (little-endian). */
export function int32Array(values: readonly number[]): Record<string, unknown> {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeInt32LE(value, index * 4));
  return { type: 'int32', length: values.length, base64: bytes.toString('base64') };
}
