import { z } from 'zod';
import { algorithmNameSchema } from '../../api-clients/algorithms/schemas.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { RECORDED_ALGORITHMS, recordedModel } from '../../test-data/recorded-models.ts';
import { exportedModel, int32Array, resealed, sha256Of } from '../../test-data/resealed-model.ts';

/** One byte more than an import takes. */
const TOO_LARGE = 32 * 1024 * 1024 + 1;

test.describe('Model files', { tag: '@integration' }, () => {
  for (const algorithm of algorithmNameSchema.options) {
    test(`an exported ${algorithm} scores elsewhere as it did, and is exported from there byte for byte`, async ({
      tenant,
      seed,
    }) => {
      const analyst = await tenant.actor('analyst');
      const { detectors } = analyst.api;
      const table = labelledTable({ seed, rows: 120, features: 3 });
      const dataset = await uploadTable(analyst, timed(table), { timeColumn: 'time' });
      const { detector } = await trainDetector(analyst, { algorithm, datasetId: dataset.id });

      const file = dataOf(await detectors.export(detector.id, 1), 200);
      const imported = dataOf(await detectors.import({ name: 'imported', content: file }), 201);

      expect(imported).toMatchObject({
        algorithm,
        parameters: detector.parameters,
        contamination: detector.contamination,
        seed: detector.seed,
        status: 'ready',
        latestVersion: 1,
        productionVersion: null,
      });
      const { featureColumns } = dataOf(await detectors.version(imported.id, 1), 200);
      const rows = timedRows(table, 40).map((row) => featureColumns.map((name) => row[name] ?? null));
      const [before, after] = await Promise.all(
        [detector.id, imported.id].map(async (id) => dataOf(await detectors.predict(id, { rows }), 200)),
      );
      expect(after?.results).toEqual(before?.results);
      expect(after?.threshold).toBe(before?.threshold);
      expect(new Set(before?.results.map(({ score }) => score)).size).toBeGreaterThan(5);
      expect(dataOf(await detectors.export(imported.id, 1), 200)).toBe(file);
    });
  }

  test('an export is the same bytes each time, and names its format and a checksum that fits', async ({
    world,
  }) => {
    const viewer = await world.alpha.actor('viewer');
    const { id } = world.alpha.detector;

    const first = await viewer.api.detectors.export(id, 1);
    const second = await viewer.api.detectors.export(id, 1);

    const content = dataOf(first, 200);
    const file = exportedModel(content);
    expect(dataOf(second, 200)).toBe(content);
    expect(first.headers['content-length']).toBe(String(Buffer.byteLength(content)));
    expect(first.headers['content-disposition']).toBe(`attachment; filename="detector-${id}-v1.json"`);
    expect(file.model).toMatchObject({ format: 'assay-model', formatVersion: 2 });
    expect(sha256Of(file.model)).toBe(file.sha256);
  });

  test('a model moves from one tenant to another, and says there that it was imported', async ({
    world,
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const source = await world.alpha.actor('analyst');
    const { id } = world.alpha.detector;
    const content = dataOf(await source.api.detectors.export(id, 1), 200);

    const imported = await analyst.api.detectors.import({ name: 'from afar', description: 'Moved', content });

    const detector = dataOf(imported, 201);
    const original = dataOf(await source.api.detectors.version(id, 1), 200);
    expect(imported.headers['location']).toBe(`/api/v1/detectors/${detector.id}`);
    expect(detector).toMatchObject({
      name: 'from afar',
      description: 'Moved',
      createdBy: { id: analyst.id },
    });
    expect(dataOf(await analyst.api.detectors.version(detector.id, 1), 200)).toMatchObject({
      origin: 'imported',
      datasetId: null,
      metrics: null,
      evaluation: null,
      stage: 'staging',
      featureColumns: original.featureColumns,
      trainedRows: original.trainedRows,
      threshold: original.threshold,
      modelBytes: original.modelBytes,
    });
    expect(original.origin).toBe('trained');
  });

  for (const algorithm of RECORDED_ALGORITHMS) {
    test(`an ${algorithm} file of format version 1 still loads, and scores as it did then`, async ({
      tenant,
    }) => {
      const { api } = await tenant.actor('analyst');
      const recorded = recordedModel(algorithm);

      const { id } = dataOf(await api.detectors.import({ name: 'old', content: recorded.content }), 201);

      const { results, threshold } = dataOf(await api.detectors.predict(id, { rows: recorded.rows }), 200);
      expect(threshold).toBe(recorded.threshold);
      expect(results.map(({ score }) => score)).toEqual(recorded.scores);
      expect(results.map(({ rawScore }) => rawScore)).toEqual(recorded.rawScores);
      expect(dataOf(await api.detectors.export(id, 1), 200)).toBe(recorded.content);
    });
  }

  test(
    'a file that was cut off, changed or is newer is refused with the place, and nothing is made',
    { annotation: covers({ check: 'INJ-11', asvs: ['V1.5.2'] }) },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const { content } = recordedModel('isolation_forest');
      const state = z.record(z.string(), z.unknown()).parse(exportedModel(content).model['state']);
      const importing = (changed: string) => api.detectors.import({ name: 'imported', content: changed });
      const sealed = (change: Record<string, unknown>) =>
        resealed(content, (whole) => ({ ...whole, ...change }));

      expect(await importing(content.slice(0, -200))).toBeRefused(422, { pointer: '/file' });
      expect(await importing('')).toBeRefused(422, { pointer: '/file' });
      expect(await importing(content.replace('assay-export', 'other'))).toBeRefused(422, {
        pointer: '/file/format',
      });
      expect(await importing(content.replace(/"seed":\d+/, '"seed":7'))).toBeRefused(422, {
        pointer: '/file/sha256',
      });
      expect(await importing(sealed({ formatVersion: 3 }))).toBeRefused(422, {
        pointer: '/file/model/formatVersion',
      });
      expect(await importing(sealed({ state: { ...state, algorithm: 'oracle' } }))).toBeRefused(422, {
        pointer: '/file/model/state/algorithm',
      });
      expect(await importing(sealed({ contamination: 0.9 }))).toBeRefused(422, {
        pointer: '/file/model/contamination',
      });
      expect(await importing(sealed({ parameters: { trees: 1, sampleSize: 64 } }))).toBeRefused(422, {
        pointer: '/file/model/parameters/trees',
      });
      expect(await importing(sealed({ extra: 1 }))).toBeRefused(422, { pointer: '/file/model/extra' });
      expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
      expect(await importing(content)).toSucceed(201);
    },
  );

  test(
    'a model that could not be scored by is refused although its checksum fits',
    { annotation: covers({ check: 'INJ-11', asvs: ['V1.5.2'] }) },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const { content } = recordedModel('isolation_forest');
      const state = z.record(z.string(), z.unknown()).parse(exportedModel(content).model['state']);
      const nodes = z.object({ length: z.int() }).parse(state['right']).length;
      // Each right child is its own node: a row that goes right would go on for ever.
      const endless = int32Array(Array.from({ length: nodes }, (_, node) => node));
      const importing = (changed: Record<string, unknown>) =>
        api.detectors.import({
          name: 'imported',
          content: resealed(content, (whole) => ({ ...whole, state: { ...state, ...changed } })),
        });

      expect(await importing({ right: endless })).toBeRefused(422, { pointer: '/file/model' });
      expect(await importing({ roots: int32Array([nodes + 5]) })).toBeRefused(422, {
        pointer: '/file/model',
      });
      expect(await importing({ right: int32Array([]) })).toBeRefused(422, { pointer: '/file/model' });
      expect(await importing({})).toSucceed(201);
    },
  );

  test('an import that breaks off in its file is malformed and makes nothing', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const form = [
      '--cut',
      'content-disposition: form-data; name="name"',
      '',
      'imported',
      '--cut',
      'content-disposition: form-data; name="file"; filename="model.json"',
      'content-type: application/json',
      '',
      recordedModel('robust_zscore').content,
    ].join('\r\n');
    const importing = (content: string) =>
      api.call({
        operationId: 'detectors.import',
        method: 'POST',
        path: '/detectors/import',
        raw: { contentType: 'multipart/form-data; boundary=cut', content },
      });

    expect(await importing(form)).toBeRefused(400);
    expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
    expect(await importing(`${form}\r\n--cut--\r\n`)).toSucceed(201);
  });

  test('a model that no import would take is not exported, a smaller one of the same data is', async ({
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const columns = Array.from({ length: 160 }, (_, column) => `c${column}`);
    const lines = Array.from({ length: 10 }, (_, row) => columns.map((_name, column) => (row + column) % 10));
    const file = {
      name: 't.csv',
      contentType: 'text/csv',
      content: `${columns.join()}\n${`${lines.join('\n')}\n`.repeat(2_000)}`,
    };
    const { id: datasetId } = dataOf(await analyst.api.datasets.create({ name: 'wide', file }), 201);
    const training = { algorithm: 'ecod', datasetId } as const;
    // Its model keeps each value of the training: 20,000 rows of 160 columns take 34 MB.
    const large = await trainDetector(analyst, { ...training, name: 'large' });
    const small = await trainDetector(analyst, { ...training, name: 'small', columns: ['c0', 'c1'] });

    expect(await analyst.api.detectors.export(large.detector.id, 1)).toBeRefused(409);
    expect(await analyst.api.detectors.export(small.detector.id, 1)).toSucceed(200);
  });

  test('an import has a free name, a file of JSON, and a bound', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const { content } = recordedModel('robust_zscore');
    const file = { name: 'file', filename: 'model.json', contentType: 'application/json', content };
    const request = { operationId: 'detectors.import', method: 'POST', path: '/detectors/import' } as const;
    const name = { name: 'name', value: 'imported' };

    expect(await api.call({ ...request, multipart: [file] })).toBeRefused(422, { pointer: '/name' });
    expect(await api.call({ ...request, multipart: [name] })).toBeRefused(422, { pointer: '/file' });
    expect(await api.call({ ...request, json: { name: 'imported' } })).toBeRefused(415);
    expect(
      await api.call({
        ...request,
        multipart: [name, { ...file, filename: 'model.csv', contentType: 'text/csv' }],
      }),
    ).toBeRefused(415);
    expect(
      await api.detectors.import({ name: 'imported', content: Buffer.alloc(TOO_LARGE, ' ') }),
    ).toBeRefused(413);
    expect(await api.detectors.import({ name: 'imported', content })).toSucceed(201);
    expect(await api.detectors.import({ name: 'imported', content })).toBeRefused(409);
    expect(dataOf(await api.detectors.list(), 200).total).toBe(1);
  });
});

/** The first rows by column, their time in milliseconds. */
function timedRows(
  { columns, rows }: ReturnType<typeof labelledTable>,
  count: number,
): Record<string, number>[] {
  return rows.slice(0, count).map((row, minute) => ({
    time: Date.UTC(2026, 0, 1, 0, minute),
    ...Object.fromEntries(columns.map((name, index) => [name, row[index] ?? 0])),
  }));
}

/** The table with a time column of one row a minute, for the algorithms that need one. */
function timed(table: ReturnType<typeof labelledTable>) {
  return {
    ...table,
    columns: ['time', ...table.columns],
    rows: table.rows.map((row, minute) => [new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(), ...row]),
  };
}
