import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Operation } from '../../../contract/operations.ts';
import {
  agreedContract,
  covers,
  dataOf,
  expect,
  objectOf,
  test,
  type World,
} from '../../../fixtures/index.ts';

const contract = agreedContract();
const taking = contract.operations.filter(
  ({ id, requestBody }) => requestBody.has('application/json') && contract.rule(id).access !== 'operator',
);

const JSON_TYPE = 'application/json';

/** Bodies that cannot be read as JSON, and the one status of each. */
const UNREADABLE: Record<string, { raw: NonNullable<OperationRequest['raw']>; status: number }> = {
  empty: { raw: { contentType: JSON_TYPE, content: '' }, status: 400 },
  truncated: { raw: { contentType: JSON_TYPE, content: '{"name":"a' }, status: 400 },
  'no UTF-8': {
    raw: { contentType: JSON_TYPE, content: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) },
    status: 400,
  },
  'UTF-16': {
    raw: { contentType: `${JSON_TYPE}; charset=utf-16`, content: Buffer.from('{}', 'utf16le') },
    status: 415,
  },
  'of no type': { raw: { content: '{}' }, status: 415 },
  'of a broken type': { raw: { contentType: 'application', content: '{}' }, status: 415 },
  'a form': { raw: { contentType: 'application/x-www-form-urlencoded', content: 'name=a' }, status: 415 },
  'a form of parts': {
    raw: { contentType: 'multipart/form-data; boundary=b', content: '--b--\r\n' },
    status: 415,
  },
};

const file = (more = '') =>
  `--b\r\ncontent-disposition: form-data; name="name"\r\n\r\na\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="t.csv"\r\ncontent-type: text/csv\r\n\r\na\n1\n${more}`;
const FORM_TYPE = 'multipart/form-data; boundary=b';

/** Forms that no browser sends, and the one status of each. */
const FORMS: Record<string, { contentType: string; content: string; status: number }> = {
  'without a boundary': { contentType: 'multipart/form-data', content: file('\r\n--b--\r\n'), status: 400 },
  'of another boundary': {
    contentType: 'multipart/form-data; boundary=other',
    content: file('\r\n--b--\r\n'),
    status: 400,
  },
  'cut off in its file': { contentType: FORM_TYPE, content: file(), status: 400 },
  'cut off in a head': {
    contentType: FORM_TYPE,
    content: '--b\r\ncontent-disposition: form-data; na',
    status: 400,
  },
  'that is empty': { contentType: FORM_TYPE, content: '', status: 422 },
  'without a file': {
    contentType: FORM_TYPE,
    content: '--b\r\ncontent-disposition: form-data; name="name"\r\n\r\na\r\n--b--\r\n',
    status: 422,
  },
  'with two files': {
    contentType: FORM_TYPE,
    content: `${file('\r\n')}${file('\r\n--b--\r\n')}`,
    status: 422,
  },
  'of JSON': { contentType: JSON_TYPE, content: '{}', status: 415 },
};

/** Words of parsers and frameworks, which a problem has no business to repeat. */
const PARSER_WORDS =
  /unexpected (?:token|end)|position \d+|multipart:|busboy|boundary not found|fastify|FST_|ERR_|content-type is set/i;

const upload = (api: ApiClient, contentType: string, content: string) =>
  api.call({
    operationId: 'datasets.create',
    method: 'POST',
    path: '/datasets',
    raw: { contentType, content },
  });

/** A call without its body, about a thing that there is: of others no body is looked at. */
async function requestFor(operation: Operation, { alpha }: World): Promise<OperationRequest> {
  const { object } = contract.rule(operation.id);
  return bareRequest(operation, object === null ? undefined : await objectOf(alpha, object));
}

test.use({ transport: 'undici' });

test.describe('Malformed requests', { tag: '@security', annotation: covers('ERR-07', 'ERR-02') }, () => {
  for (const [what, { raw, status }] of Object.entries(UNREADABLE)) {
    test(`no operation reads a body that is ${what}, and each says so with ${status}`, async ({ world }) => {
      const { api } = await world.alpha.actor('owner');

      for (const operation of taking) {
        const result = await api.call({ ...(await requestFor(operation, world)), raw });

        expect.soft(result, operation.id).toBeRefused(status);
        expect.soft(result.exchange.bodyText, operation.id).not.toMatch(PARSER_WORDS);
      }

      expect(await api.tenant.get()).toSucceed(200);
    });
  }

  test('a broken form is refused with one status, in the platform’s own words, and leaves nothing', async ({
    tenant,
  }) => {
    const { api } = await tenant.actor('analyst');

    for (const [what, { contentType, content, status }] of Object.entries(FORMS)) {
      const result = await upload(api, contentType, content);

      expect.soft(result, what).toBeRefused(status);
      expect.soft(result.exchange.bodyText, what).not.toMatch(PARSER_WORDS);
    }

    expect(dataOf(await api.datasets.list(), 200).total).toBe(0);
  });
});
