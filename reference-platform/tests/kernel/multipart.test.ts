import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { receiveUpload } from '../../src/http/multipart.ts';
import { Problem } from '../../src/http/problem.ts';

const form = { fields: z.strictObject({ name: z.string() }), maxBytes: 100 };
const nameField = '--b\r\ncontent-disposition: form-data; name="name"\r\n\r\nq\r\n';
const fileStart =
  '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n';

describe('an upload', () => {
  let app: FastifyInstance;

  beforeEach(async () => {
    app = Fastify();
    await app.register(multipart);
    app.setErrorHandler((error, _request, reply) =>
      error instanceof Problem
        ? reply.code(error.status).send({ detail: error.message, errors: error.errors ?? [] })
        : reply.code(500).send({ detail: String(error) }),
    );
    app.post('/', async (request) => {
      const upload = await receiveUpload(request, form);
      // The reader comes late, as one does that first asks the database.
      await setImmediate();
      let text = '';
      for await (const chunk of upload.file.stream) text += String(chunk);
      await upload.finish();
      return { fields: upload.fields, name: upload.file.name, mediaType: upload.file.mediaType, text };
    });
  });

  afterEach(() => app.close());

  const send = async (payload: string) => {
    const response = await app.inject({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload,
    });
    return { status: response.statusCode, body: response.json<unknown>() };
  };

  it('gives its fields, and its file as it came', async () => {
    expect(await send(`${nameField}${fileStart}a,b\n1,2\r\n--b--\r\n`)).toEqual({
      status: 200,
      body: { fields: { name: 'q' }, name: 'a.csv', mediaType: 'text/csv', text: 'a,b\n1,2' },
    });
  });

  it('that breaks off before anyone reads its file is malformed', async () => {
    expect(await send(`${nameField}${fileStart}a,b\n1,2`)).toMatchObject({ status: 400 });
  });

  it('is refused when its file is larger than the limit', async () => {
    expect(await send(`${nameField}${fileStart}${'x'.repeat(101)}\r\n--b--\r\n`)).toMatchObject({
      status: 413,
    });
  });

  it('is taken when its file is exactly as large as the limit', async () => {
    expect(await send(`${nameField}${fileStart}${'x'.repeat(100)}\r\n--b--\r\n`)).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['no file', `${nameField}--b--\r\n`, '/file'],
    ['no name', `${fileStart}x\r\n--b--\r\n`, '/name'],
    [
      'an unknown field',
      `${nameField}${nameField.replace('"name"', '"evil"')}${fileStart}x\r\n--b--\r\n`,
      '/evil',
    ],
    ['a field twice', `${nameField}${nameField}${fileStart}x\r\n--b--\r\n`, '/name'],
    [
      'a field after the file',
      `${fileStart.replace('--b', `${nameField}--b`)}x\r\n${nameField}--b--\r\n`,
      '/name',
    ],
    ['two files', `${nameField}${fileStart}x\r\n${fileStart}y\r\n--b--\r\n`, '/file'],
    [
      'a file of another name',
      `${nameField}${fileStart.replace('"file"', '"other"')}x\r\n--b--\r\n`,
      '/other',
    ],
  ])('with %s is refused', async (_what, payload, pointer) => {
    expect(await send(payload)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});
