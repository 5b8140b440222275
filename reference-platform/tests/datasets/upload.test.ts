import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uploadFields } from '../../src/control/datasets/input.ts';
import { formatOf, receiveDataset } from '../../src/control/datasets/upload.ts';
import { receiveUpload } from '../../src/http/multipart.ts';
import { Problem } from '../../src/http/problem.ts';

const TENANT = '01934f5e-0000-7000-8000-000000000001';
const DATASET = '01934f5e-0000-7000-8000-000000000002';
const BOUNDARY = 'x-boundary';
const MAX_BYTES = 300_000;

let dataFolder = '';
let app: FastifyInstance;
let port = 0;
let onOutcome: (outcome: Outcome) => void = () => undefined;

type Outcome = { rows: number } | { status: number; faults: readonly unknown[] };

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'upload-'));
  app = Fastify();
  await app.register(multipart);
  app.post('/', async (request) => {
    const outcome = await receive(request);
    onOutcome(outcome);
    return outcome;
  });
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
});

afterEach(async () => {
  await app.close();
  await rm(dataFolder, { recursive: true });
});

async function receive(request: Parameters<typeof receiveUpload>[0]): Promise<Outcome> {
  try {
    const upload = await receiveUpload(request, { fields: uploadFields, maxBytes: MAX_BYTES });
    const target = { dataFolder, tenantId: TENANT, datasetId: DATASET };
    const { index } = await receiveDataset(upload, target);
    return { rows: index.rowCount };
  } catch (error) {
    if (error instanceof Problem) return { status: error.status, faults: error.errors ?? [] };
    throw error;
  }
}

async function filesLeft(): Promise<string[]> {
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

function field(name: string, value: string): string {
  return `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

function fileStart(name = 'x.csv', mediaType = 'text/csv'): string {
  const disposition = `content-disposition: form-data; name="file"; filename="${name}"`;
  return `--${BOUNDARY}\r\n${disposition}\r\ncontent-type: ${mediaType}\r\n\r\n`;
}

const END = `\r\n--${BOUNDARY}--\r\n`;

async function post(body: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body,
  });
  return await response.json();
}

describe('receiving an upload', () => {
  it('keeps the column files of a file that is taken', async () => {
    expect(await post(`${field('name', 'n')}${fileStart()}a,b\n1,2\n${END}`)).toEqual({ rows: 1 });
    expect((await filesLeft()).sort()).toEqual(['0.f64', '1.f64', 'columns.json']);
  });

  it('keeps nothing of a file that is refused, and still answers a client that goes on sending', async () => {
    const body = `${field('name', 'n')}${fileStart()}a,b\n1\n${'1,2\n'.repeat(70_000)}${END}`;

    expect(await post(body)).toEqual({
      status: 422,
      faults: [{ pointer: '/file', detail: 'line 2: 1 cells where the header has 2' }],
    });
    expect(await filesLeft()).toEqual([]);
  });

  it('answers 413 to a file over the limit and keeps nothing of it', async () => {
    const body = `${field('name', 'n')}${fileStart()}a,b\n${'1,2\n'.repeat(MAX_BYTES / 4)}${END}`;

    expect(await post(body)).toMatchObject({ status: 413 });
    expect(await filesLeft()).toEqual([]);
  });

  it('takes a file of exactly the limit', async () => {
    const body = `${field('name', 'n')}${fileStart()}a,b\n${'1,2\n'.repeat(MAX_BYTES / 4 - 1)}${END}`;

    expect(await post(body)).toEqual({ rows: MAX_BYTES / 4 - 1 });
  });

  it('answers 400 to a body without its end and keeps nothing of it', async () => {
    expect(await post(`${field('name', 'n')}${fileStart()}a,b\n1,2\n`)).toMatchObject({ status: 400 });
    expect(await filesLeft()).toEqual([]);
  });

  it('keeps nothing when the client goes away in the middle of the file', async () => {
    const ended = new Promise<Outcome>((resolve) => (onOutcome = resolve));
    const socket = createConnection(port, '127.0.0.1');
    const start = `${field('name', 'n')}${fileStart()}a,b\n${'1,2\n'.repeat(50_000)}`;
    const head = [
      'POST / HTTP/1.1',
      'host: x',
      'content-length: 290000',
      `content-type: multipart/form-data; boundary=${BOUNDARY}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${start}`);
    await expect.poll(async () => await filesLeft()).toContain('received');
    socket.destroy();

    expect(await ended).toMatchObject({ status: 400 });
    expect(await filesLeft()).toEqual([]);
  });

  it('refuses a field after the file and keeps nothing', async () => {
    const body = `${fileStart()}a\n1\n\r\n${field('name', 'n')}--${BOUNDARY}--\r\n`;

    expect(await post(body)).toMatchObject({ status: 422 });
    expect(await post(`${field('name', 'n')}${body}`)).toMatchObject({
      status: 422,
      faults: [{ pointer: '/name', detail: 'Must come before the file' }],
    });
    expect(await filesLeft()).toEqual([]);
  });

  it('refuses a label column that is the time column too', async () => {
    const fields = field('name', 'n') + field('labelColumn', 'a') + field('timeColumn', 'a');

    expect(await post(`${fields}${fileStart()}a\n1\n${END}`)).toMatchObject({
      status: 422,
      faults: [{ pointer: '/timeColumn', detail: 'Must not be the label column' }],
    });
  });
});

describe('the format of a file', () => {
  it.each([
    ['text/csv', 'x', 'csv'],
    ['application/x-ndjson', 'x', 'jsonl'],
    ['application/jsonl', 'x.csv', 'jsonl'],
    ['application/octet-stream', 'X.CSV', 'csv'],
    ['text/plain', 'x.jsonl', 'jsonl'],
    ['text/plain', 'x.ndjson', 'jsonl'],
  ])('of %s and the name %s is %s', (mediaType, name, format) => {
    expect(formatOf({ mediaType, name })).toBe(format);
  });

  it.each([
    ['application/octet-stream', 'x.bin'],
    ['application/json', 'x.json'],
    ['image/png', 'csv'],
  ])('of %s and the name %s is not taken', (mediaType, name) => {
    expect(() => formatOf({ mediaType, name })).toThrow(expect.objectContaining({ status: 415 }));
  });
});
