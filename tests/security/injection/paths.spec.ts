import { covers, expect, test } from '../../../fixtures/index.ts';

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

test.describe('Paths that lead out of their folder', { tag: '@security' }, () => {
  test(
    'lead to no page, and never to a file of the machine',
    { annotation: covers('INJ-10') },
    async ({ wire }) => {
      const page = await wire.request('GET', '/');
      const paths = CLIMBS.flatMap((climb) =>
        FILES.flatMap((file) => [`${climb}${file}`, `/assets${climb}${file}`]),
      );

      const answers = await Promise.all(
        paths.map(async (path) => ({ path, ...(await wire.request('GET', path)) })),
      );

      expect(answers.filter(({ status }) => status !== 404)).toEqual([]);
      expect(answers.filter(({ body }) => /root:|"dependencies"|PATH=|_SECRET=/.test(body))).toEqual([]);
      expect(page.status).toBe(200);
    },
  );
});
