import { gzipSync } from 'node:zlib';
import { covers, dataOf, expect, test, type Actor } from '../../../fixtures/index.ts';
import { trainDetector } from '../../../flows/train-detector.ts';

const JSON_LIMIT = 5 * 1024 * 1024;
const MODEL_LIMIT = 32 * 1024 * 1024;

const MAGIC = {
  'a PNG picture': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  'a Windows program': Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
  'an ELF program': Buffer.from('7f454c4602010100000000000000000', 'hex'),
  'a ZIP archive, as XLSX is one': Buffer.from('504b030414000000080000002100', 'hex'),
  'a Parquet file': Buffer.from('5041523115041500', 'hex'),
  'a PDF document': Buffer.from('255044462d312e370a25e2e3cfd30a', 'hex'),
  'UTF-16 text': Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'),
};

/** A file of one column and one row under another name and media type, and the status of the answer. */
const TYPES: readonly [name: string, contentType: string, status: 201 | 415][] = [
  ['t.csv', 'text/csv', 201],
  ['T.CSV', 'application/octet-stream', 201],
  ['t.html.csv', 'application/octet-stream', 201],
  ['t.csv.exe', 'application/octet-stream', 415],
  ['t.csv.', 'application/octet-stream', 415],
  ['t.csv ', 'application/octet-stream', 415],
  ['t.csv\u202e', 'application/octet-stream', 415],
  ['t', 'application/octet-stream', 415],
  ['.csv', 'application/octet-stream', 415],
  ['t.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 415],
  ['t.parquet', 'application/vnd.apache.parquet', 415],
  ['t.html', 'text/html', 415],
  ['t.svg', 'image/svg+xml', 415],
  ['t.zip', 'application/zip', 415],
  ['t.csv.gz', 'application/gzip', 415],
];

/** Tables that a reader could choke on; each is refused at the file. */
const HOSTILE: Readonly<Record<string, string | Buffer>> = {
  '10,000 columns': `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n`,
  'a cell of 1 MB': `a\n${'x'.repeat(1_000_000)}\n`,
  'a column name of 1 MB': `${'x'.repeat(1_000_000)}\n1\n`,
  'a quote that is never closed': `a\n"${'x\n'.repeat(400_000)}`,
  'nothing but line breaks': '\n'.repeat(100_000),
  'nothing but commas': ','.repeat(100_000),
  'nothing but a byte order mark': '\ufeff',
  'a row that grows': Array.from({ length: 100 }, (_, at) => '1,'.repeat(at)).join('\n'),
  'NUL bytes': Buffer.alloc(100_000),
};

const csv = (content: string | Buffer) => ({ name: 't.csv', contentType: 'text/csv', content });

const countOf = async ({ api }: Actor) => dataOf(await api.datasets.list(), 200).total;

test.use({ transport: 'undici' });

test.describe('Hostile uploads', { tag: '@security' }, () => {
  test(
    'a JSON body and a model may be as large as the limit and no byte more',
    { tag: '@strains', annotation: covers('UPL-01') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const json = '{"name":"n","algorithm":"knn"}';
      const detector = (size: number) =>
        api.call({
          operationId: 'detectors.create',
          method: 'POST',
          path: '/detectors',
          raw: { contentType: 'application/json', content: json.padEnd(size) },
        });
      const model = (size: number) => api.detectors.import({ name: 'n', content: Buffer.alloc(size, ' ') });

      expect(await detector(JSON_LIMIT + 1)).toBeRefused(413);
      expect(await detector(JSON_LIMIT)).toSucceed(201);
      expect(await model(MODEL_LIMIT + 1)).toBeRefused(413);
      expect(await model(MODEL_LIMIT)).toBeRefused(422);
    },
  );

  test(
    'a file that says it is too large is refused before it is sent',
    { tag: '@strains', annotation: covers('UPL-01') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');

      const answer = await analyst.wire.send({
        method: 'POST',
        target: '/api/v1/datasets',
        headers: {
          'content-type': 'multipart/form-data; boundary=edge',
          'content-length': `${2 ** 41}`,
        },
        body: '--edge\r\ncontent-disposition: form-data; name="name"\r\n\r\nlarge\r\n',
      });

      expect(answer.status).toBe(413);
      expect(await countOf(analyst)).toBe(0);
      expect(await analyst.api.datasets.create({ name: 'n', file: csv('a\n1\n') })).toSucceed(201);
    },
  );

  test(
    'a file is taken for what its media type or else its extension says, and for nothing else',
    { annotation: covers('UPL-02') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');

      for (const [name, contentType, status] of TYPES) {
        const file = { name, contentType, content: 'a\n1\n' };
        const { status: given } = await analyst.api.datasets.create({ name: `${name} ${contentType}`, file });
        expect.soft(given, `${name} as ${contentType}`).toBe(status);
      }

      expect(await countOf(analyst)).toBe(TYPES.filter(([, , status]) => status === 201).length);
    },
  );

  test(
    'a file of another kind that calls itself a table is refused at the file',
    { annotation: covers('UPL-02') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');

      for (const [kind, content] of Object.entries(MAGIC)) {
        const made = await analyst.api.datasets.create({ name: kind, file: csv(content) });
        expect.soft(made, kind).toBeRefused(422, { pointer: '/file' });
      }

      expect(await countOf(analyst)).toBe(0);
      expect(await analyst.api.datasets.create({ name: 'n', file: csv('a\n1\n') })).toSucceed(201);
    },
  );

  test(
    'what is compressed is not unpacked, neither as a file nor as a body',
    { tag: '@strains', annotation: covers('UPL-03') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');
      // A gzip file may have many members: 1 GiB of zeros in 1 MiB, without making it here.
      const member = gzipSync(Buffer.alloc(1024 * 1024));
      const bomb = Buffer.concat(Array.from({ length: 1024 }, () => member));
      const body = gzipSync('{"name":"n","algorithm":"knn"}');

      const file = await analyst.api.datasets.create({ name: 'bomb', file: csv(bomb) });
      const packed = await analyst.api.call({
        operationId: 'detectors.create',
        method: 'POST',
        path: '/detectors',
        headers: { 'content-encoding': 'gzip' },
        raw: { contentType: 'application/json', content: body },
      });

      expect(file).toBeRefused(422, { pointer: '/file' });
      expect(file.exchange.durationMs).toBeLessThan(2_000);
      expect(packed).toBeRefused(400);
      expect(await countOf(analyst)).toBe(0);
      expect(await analyst.api.system.ready()).toSucceed(200);
    },
  );

  test(
    'a table that a reader could choke on is refused and leaves nothing behind',
    { annotation: covers('UPL-08') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');

      for (const [kind, content] of Object.entries(HOSTILE)) {
        const made = await analyst.api.datasets.create({ name: kind, file: csv(content) });
        expect.soft(made, kind).toBeRefused(422, { pointer: '/file' });
      }

      expect(await countOf(analyst)).toBe(0);
      expect(await analyst.api.datasets.create({ name: 'n', file: csv('a\n1\n') })).toSucceed(201);
    },
  );

  test(
    'a table of what is no measure at all is trained on or refused, and the next training goes on',
    { annotation: covers('UPL-08') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');
      const rows = Array.from({ length: 40 }, (_, at) => `7,${at % 2 === 0 ? '1e308' : '-1e308'},${at}`);
      const file = csv(`constant,huge,plain\n${rows.join('\n')}\n`);
      const { id: datasetId } = dataOf(await analyst.api.datasets.create({ name: 'odd', file }), 201);
      const algorithm = 'robust_zscore';

      const constant = await trainDetector(analyst, {
        name: 'c',
        datasetId,
        algorithm,
        columns: ['constant'],
      });
      const plain = await trainDetector(analyst, { name: 'p', datasetId, algorithm, columns: ['plain'] });

      expect([constant.job.status, plain.job.status]).toEqual(['completed', 'completed']);
    },
  );
});
