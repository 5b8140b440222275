import { z } from 'zod';
import { algorithmParameters } from '../protocol.ts';
import {
  decodeFloat64,
  decodeInt16,
  decodeInt32,
  decodeUint32,
  encodeArray,
  encodedArray,
} from './encoded-array.ts';
import { MODEL_FORMAT, MODEL_FORMAT_VERSION } from './model-format.ts';
import type { ModelState, TrainedModel } from './model.ts';
import { decodeReference, encodeReference, referenceSchema } from './reference-file.ts';

const count = z.int().min(0);

const stateSchema = z.discriminatedUnion('algorithm', [
  z.strictObject({
    algorithm: z.literal('isolation_forest'),
    sampleSize: count,
    roots: encodedArray,
    column: encodedArray,
    cut: encodedArray,
    right: encodedArray,
  }),
  z.strictObject({ algorithm: z.literal('robust_zscore') }),
  z.strictObject({
    algorithm: z.literal('local_outlier_factor'),
    neighbours: count,
    distinctRows: count,
    values: encodedArray,
    occurrences: encodedArray,
    kDistance: encodedArray,
    density: encodedArray,
    factor: encodedArray,
  }),
]);

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
  state: stateSchema,
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
  const file = modelFile.parse(JSON.parse(text));
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

function encodeState(state: ModelState): z.infer<typeof stateSchema> {
  if (state.algorithm === 'isolation_forest') {
    const { forest } = state;
    return {
      algorithm: state.algorithm,
      sampleSize: forest.sampleSize,
      roots: encodeArray(forest.roots),
      column: encodeArray(forest.column),
      cut: encodeArray(forest.cut),
      right: encodeArray(forest.right),
    };
  }
  if (state.algorithm === 'robust_zscore') return { algorithm: state.algorithm };
  const { density } = state;
  return {
    algorithm: state.algorithm,
    neighbours: density.neighbours,
    distinctRows: density.rows.count,
    values: encodeArray(density.rows.values),
    occurrences: encodeArray(density.rows.occurrences),
    kDistance: encodeArray(density.kDistance),
    density: encodeArray(density.density),
    factor: encodeArray(density.factor),
  };
}

function decodeState(state: z.infer<typeof stateSchema>, width: number): ModelState {
  if (state.algorithm === 'isolation_forest') {
    return {
      algorithm: state.algorithm,
      forest: {
        sampleSize: state.sampleSize,
        roots: decodeInt32(state.roots),
        column: decodeInt16(state.column),
        cut: decodeFloat64(state.cut),
        right: decodeInt32(state.right),
      },
    };
  }
  if (state.algorithm === 'robust_zscore') return { algorithm: state.algorithm };
  return {
    algorithm: state.algorithm,
    density: {
      rows: {
        width,
        count: state.distinctRows,
        values: decodeFloat64(state.values),
        occurrences: decodeUint32(state.occurrences),
      },
      neighbours: state.neighbours,
      kDistance: decodeFloat64(state.kDistance),
      density: decodeFloat64(state.density),
      factor: decodeFloat64(state.factor),
    },
  };
}
