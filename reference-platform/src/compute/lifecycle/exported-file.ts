import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MODEL_FORMAT_VERSION } from '../algorithms/model-format.ts';
import { modelOf } from '../algorithms/model-file.ts';
import type { TrainedModel } from '../algorithms/model.ts';
import { TaskRefused } from '../worker/tasks.ts';
import { modelFault } from './model-soundness.ts';

const exportedFile = z.strictObject({
  format: z.literal('assay-export'),
  // Taken as it is: the order of its members is part of what the checksum is of.
  model: z.record(z.string(), z.unknown()),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const versioned = z.object({ formatVersion: z.int().min(1) });

/** A model out of an exported file, and the text that is kept of it: the same bytes as in the file. */
export interface ExportedModel {
  readonly model: TrainedModel;
  readonly text: string;
}

/**
 * Reads a file that `detectors.export` wrote. Refuses, with a pointer into the file, what was cut off or changed, a
 * format version newer than this platform's, an algorithm that it does not know, and a model that could not be scored by.
 */
export function readExportedFile(content: string): ExportedModel {
  const file = parsed(exportedFile, parsedJson(content), '/file');
  const { formatVersion } = parsed(versioned, file.model, '/file/model');
  if (formatVersion > MODEL_FORMAT_VERSION) {
    const detail = `format version ${formatVersion} is newer than what this platform reads, ${MODEL_FORMAT_VERSION}`;
    throw new TaskRefused('invalid', detail, '/file/model/formatVersion');
  }
  const text = JSON.stringify(file.model);
  if (createHash('sha256').update(text).digest('hex') !== file.sha256) {
    throw new TaskRefused('invalid', 'the checksum is not that of the model: it was changed', '/file/sha256');
  }
  const model = decoded(file.model);
  const fault = modelFault(model);
  if (fault !== null) throw new TaskRefused('invalid', fault, '/file/model');
  return { model, text };
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new TaskRefused('invalid', 'the file is not whole JSON: it may have been cut off', '/file');
  }
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, base: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw faultOf(result.error, base);
}

function decoded(document: unknown): TrainedModel {
  try {
    return modelOf(document);
  } catch (error) {
    if (error instanceof z.ZodError) throw faultOf(error, '/file/model');
    throw new TaskRefused('invalid', error instanceof Error ? error.message : String(error), '/file/model');
  }
}

function faultOf({ issues: [first] }: z.ZodError, base: string): TaskRefused {
  const unknown = first?.code === 'unrecognized_keys' ? first.keys.slice(0, 1) : [];
  const path = [...(first?.path ?? []), ...unknown];
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return new TaskRefused('invalid', first?.message ?? 'not an exported model', `${base}${pointer}`);
}
