import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { covers, expect, test } from '../../../fixtures/index.ts';

interface RawAnswer {
  path: string;
  status: number;
  body: string;
}

/** Ways out of a folder, as servers, proxies and file systems read them. */
const CLIMBS = [
  '/../',
  '/../../../../../../../../',
  '/..%2f..%2f..%2f..%2f..%2f',
  '/%2e%2e/%2e%2e/%2e%2e/',
  '/%2e%2e%2f%2e%2e%2f',
  '/%252e%252e%252f%252e%252e%252f',
  '/..%5c..%5c..%5c',
  '/..\\..\\..\\',
  '/....//....//',
  '/..;/..;/',
  '/%c0%ae%c0%ae/',
  '/.%00./',
  '//',
  '/./',
];

const FILES = ['etc/passwd', 'package.json', 'proc/self/environ', '.env'];

/** Sends a path as it stands: no client may put it in order first. */
async function get(origin: string, path: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const sent = request({ hostname, port, path, method: 'GET', agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end();
  });
  return { path, status: answer.statusCode ?? 0, body: await text(answer) };
}

test.describe('Paths that lead out of their folder', { tag: '@security' }, () => {
  test(
    'give the page or nothing, and never a file of the machine',
    { annotation: covers('INJ-10') },
    async ({ target }) => {
      const page = await get(target.url, '/');
      const paths = CLIMBS.flatMap((climb) =>
        FILES.flatMap((file) => [`${climb}${file}`, `/assets${climb}${file}`]),
      );

      const answers = await Promise.all(paths.map((path) => get(target.url, path)));

      const given = answers.filter(({ status, body }) =>
        status === 200 ? body !== page.body : ![400, 404].includes(status),
      );
      expect(given).toEqual([]);
      expect(answers.filter(({ body }) => /root:|"dependencies"|PATH=|_SECRET=/.test(body))).toEqual([]);
      expect(page.status).toBe(200);
    },
  );
});
