import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

const NEW_DETECTOR = { operationId: 'detectors.create', method: 'POST', path: '/detectors' } as const;

/** Sends bytes as the body of a new detector. */
const sent = (api: ApiClient, content: string | Buffer, contentType = 'application/json') =>
  api.call({ ...NEW_DETECTOR, raw: { content, contentType } });

const LENGTH = 50_000;
const long = (piece: string, end: string) => `${piece.repeat(LENGTH / piece.length)}${end}`;

/** Texts that a careless expression tries in ever more ways. */
const PATHOLOGICAL = [
  long('a', '!'),
  long('a.', '@'),
  `a@${long('a-', '!')}`,
  `a@${long('a.', '!')}`,
  long('_', '!'),
  long('1', 'x'),
  `2026-01-01T00:00:00.${long('0', 'x')}`,
  `http://${long('a.', '/')}`,
  long(' ', 'x'),
];

/** A text in each place that an expression guards. */
const GUARDED: Readonly<Record<string, (text: string) => OperationRequest>> = {
  'an e-mail address': (email) => ({
    operationId: 'auth.login',
    method: 'POST',
    path: '/auth/login',
    json: { email, password: 'p' },
  }),
  'a time': (expiresAt) => ({
    operationId: 'apiKeys.create',
    method: 'POST',
    path: '/api-keys',
    json: { name: 'k', scopes: ['read'], expiresAt },
  }),
  'a kind and a URL': (text) => ({
    operationId: 'webhooks.create',
    method: 'POST',
    path: '/webhooks',
    json: { url: text, kinds: [text] },
  }),
  'a name and an id': (text) => ({
    operationId: 'detections.create',
    method: 'POST',
    path: '/detections',
    json: { detectorId: text, datasetId: text },
  }),
  'a code': (code) => ({
    operationId: 'auth.verifyMfa',
    method: 'POST',
    path: '/auth/mfa/verify',
    json: { code },
  }),
};

test.use({ transport: 'undici' });

test.describe('Bodies made to confuse or exhaust their reader', { tag: '@security' }, () => {
  test(
    'what is no JSON is refused unread, and no entity of it is fetched',
    { annotation: covers('INJ-11') },
    async ({ tenant, receiver }) => {
      const { api } = await tenant.actor('analyst');
      const xml = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "${receiver.url}">]><a>&e;</a>`;
      const yaml = '!!python/object/apply:os.system ["true"]';
      const pickle = Buffer.from('cos\nsystem\n(S"true"\ntR.');
      const types = {
        'application/xml': xml,
        'text/xml': xml,
        'application/yaml': yaml,
        'text/x-yaml': yaml,
        'application/x-python-serialize': pickle,
        'application/octet-stream': pickle,
        'text/plain': '{}',
      };

      for (const [type, content] of Object.entries(types)) {
        expect.soft(await sent(api, content, type), type).toBeRefused(415);
        expect.soft(await sent(api, content === '{}' ? '{' : content), type).toBeRefused(400);
        const file = { name: 'file', filename: 'model.json', contentType: 'application/json', content };
        const imported = await api.call({
          operationId: 'detectors.import',
          method: 'POST',
          path: '/detectors/import',
          multipart: [{ name: 'name', value: 'n' }, file],
        });
        expect.soft(imported, `model as ${type}`).toBeRefused(422);
      }

      expect(receiver.received).toEqual([]);
      expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
      expect(await sent(api, '{"name":"n","algorithm":"knn"}')).toSucceed(201);
    },
  );

  for (const [place, request] of Object.entries(GUARDED)) {
    test(
      `no text of 50,000 characters takes long to refuse as ${place}`,
      { annotation: covers('INJ-12') },
      async ({ tenant }) => {
        const { api } = tenant.owner;
        const fastest = async (text: string) => {
          const times: number[] = [];
          for (let tries = 0; tries < 3; tries += 1) {
            const result = await api.call(request(text));
            expect(result).toBeRefused(422);
            times.push(result.exchange.durationMs);
          }
          return Math.min(...times);
        };
        const plain = await fastest('x'.repeat(LENGTH));

        for (const text of PATHOLOGICAL)
          expect.soft(await fastest(text), text.slice(0, 30)).toBeLessThan(10 * plain + 250);
      },
    );
  }

  test(
    'of a key that is given twice one value counts everywhere',
    { annotation: covers('INJ-13') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');

      const made = await sent(api, '{"name":"first","algorithm":"knn","name":"last"}');

      const { items } = dataOf(await api.detectors.list(), 200);
      expect(made).toSucceed(201);
      expect(made).toMatchObject({ data: { name: 'last' } });
      expect(items.map(({ name }) => name)).toEqual(['last']);
    },
  );

  test(
    'JSON that readers take differently is refused at its place',
    { annotation: covers('INJ-13') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const detector = (rest: string) => `{"name":"n","algorithm":"knn"${rest}}`;
      const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
      const malformed = [
        detector(',"seed":NaN'),
        detector(',"seed":Infinity'),
        detector(',"seed":0x10'),
        detector(',"seed":01'),
        detector(','),
        `${detector('')}x`,
        `{'name':'n'}`,
        Buffer.from(detector(''), 'utf16le'),
      ];
      const invalid = {
        [detector(',"__proto__":{"seed":1}')]: '/__proto__',
        [detector(',"constructor":{"prototype":{"seed":1}}')]: '/constructor',
        [detector(',"seed":1e400')]: '/seed',
        [detector(',"seed":9007199254740993')]: '/seed',
        [detector(',"seed":1.5')]: '/seed',
        [detector(',"seed":"1"')]: '/seed',
        [detector(`,"seed":${deep}`)]: '/seed',
        [detector(',"contamination":1e-400')]: '/contamination',
        '{"name":"\\ud800","algorithm":"knn"}': '/name',
        '{"name":"a\\u0000","algorithm":"knn"}': '/name',
      };

      for (const content of malformed)
        expect.soft(await sent(api, content), String(content)).toBeRefused(400);
      for (const [content, pointer] of Object.entries(invalid))
        expect.soft(await sent(api, content), content.slice(0, 80)).toBeRefused(422, { pointer });

      expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
      expect(await sent(api, detector(',"seed":1'))).toSucceed(201);
    },
  );
});
