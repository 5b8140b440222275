import { z } from 'zod';
import { algorithmParameters } from '../protocol.ts';
import { decodeFloat64, encodeArray, encodedArray } from './encoded-array.ts';
import { MODEL_FORMAT, MODEL_FORMAT_VERSION } from './model-format.ts';
import type { TrainedModel } from './model.ts';
import { decodeState, encodeState, stateFile } from './state-file.ts';
import { decodeReference, encodeReference, referenceSchema } from './reference-file.ts';

const count = z.int().min(0);

const currentFile = z.strictObject({
  format: z.literal(MODEL_FORMAT),
  formatVersion: z.literal(MODEL_FORMAT_VERSION),
  featureColumns: z.array(z.string()),
  parameters: algorithmParameters,
  contamination: z.number(),
  seed: z.int(),
  trainedRows: count,
  threshold: z.number(),
  baseline: z.strictObject({ medians: encodedArray, scales: encodedArray }),
  reference: referenceSchema.nullable(),
  state: stateFile,
});

const firstFile = currentFile.omit({ reference: true }).extend({ formatVersion: z.literal(1) });

const modelFile = z.discriminatedUnion('formatVersion', [currentFile, firstFile]);

/**
 * The model as JSON, in the current format version. The same training gives the same bytes: keys in a fixed order,
 * parameters by name, no times.
 */
export function serialiseModel(model: TrainedModel): string {
  const file: z.infer<typeof currentFile> = {
    format: MODEL_FORMAT,
    formatVersion: MODEL_FORMAT_VERSION,
    featureColumns: [...model.featureColumns],
    parameters: Object.fromEntries(Object.entries(model.parameters).sort(([a], [b]) => (a < b ? -1 : 1))),
    contamination: model.contamination,
    seed: model.seed,
    trainedRows: model.trainedRows,
    threshold: model.threshold,
    baseline: { medians: encodeArray(model.baseline.medians), scales: encodeArray(model.baseline.scales) },
    reference: model.reference === null ? null : encodeReference(model.reference),
    state: encodeState(model.state),
  };
  return JSON.stringify(file);
}

/** Reads what `serialiseModel` wrote, in this or an earlier format version; throws with the field that is wrong. */
export function parseModel(text: string): TrainedModel {
  return modelOf(JSON.parse(text));
}

/** As `parseModel`, of the parsed JSON document. */
export function modelOf(document: unknown): TrainedModel {
  const file = modelFile.parse(document);
  return {
    featureColumns: file.featureColumns,
    parameters: file.parameters,
    contamination: file.contamination,
    seed: file.seed,
    trainedRows: file.trainedRows,
    threshold: file.threshold,
    baseline: { medians: decodeFloat64(file.baseline.medians), scales: decodeFloat64(file.baseline.scales) },
    reference: file.formatVersion === 1 || file.reference === null ? null : decodeReference(file.reference),
    state: decodeState(file.state, file.featureColumns.length),
  };
}
