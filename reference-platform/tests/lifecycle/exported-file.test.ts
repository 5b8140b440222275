import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodedArray } from '../../src/compute/algorithms/encoded-array.ts';
import { serialiseModel } from '../../src/compute/algorithms/model-file.ts';
import type { TrainedModel } from '../../src/compute/algorithms/model.ts';
import { readExportedFile } from '../../src/compute/lifecycle/exported-file.ts';
import { algorithmId } from '../../src/compute/protocol.ts';
import { labelledTable } from '../algorithms/generated-table.ts';
import { trainOn } from '../algorithms/training.ts';

const { matrix } = labelledTable(200, 3, 0.05, 5);
const record = z.record(z.string(), z.unknown());

/** The exported file of a model whose state was changed, with the checksum of that. */
function fileOf(model: TrainedModel, change: Record<string, unknown> = {}): string {
  const document = record.parse(JSON.parse(serialiseModel(model)));
  const changed = { ...document, state: { ...record.parse(document['state']), ...change } };
  const sha256 = createHash('sha256').update(JSON.stringify(changed)).digest('hex');
  return JSON.stringify({ format: 'assay-export', model: changed, sha256 });
}

describe('an exported file', () => {
  test.each(algorithmId.options)('of %s is read back to the same model, byte for byte', (algorithm) => {
    const { model } = trainOn(algorithm, matrix);

    const read = readExportedFile(fileOf(model));

    expect(read.text).toBe(serialiseModel(model));
    expect(serialiseModel(read.model)).toBe(read.text);
  });

  test.each(algorithmId.options.filter((algorithm) => algorithm !== 'robust_zscore'))(
    'of %s whose arrays were emptied is refused',
    (algorithm) => {
      const { model } = trainOn(algorithm, matrix);
      const state = record.parse(record.parse(JSON.parse(serialiseModel(model)))['state']);
      const emptied: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(state)) {
        if (Array.isArray(value)) emptied[name] = [];
        const array = encodedArray.safeParse(value);
        if (array.success) emptied[name] = { ...array.data, length: 0, base64: '' };
      }

      expect(() => readExportedFile(fileOf(model, emptied))).toThrow(
        expect.objectContaining({ refusal: { code: 'invalid', pointer: '/file/model' } }),
      );
      expect(Object.keys(emptied).length).toBeGreaterThan(0);
    },
  );
});
