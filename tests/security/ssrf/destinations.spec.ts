import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { Result } from '../../../api-clients/http/result.ts';
import { covers, errorsOf, expect, pointersOf, test } from '../../../fixtures/index.ts';
import {
  IMPROPER_URLS,
  INTERNAL_HOSTS,
  loopbackUrls,
  PUBLIC_NEIGHBOURS,
} from '../../../test-data/webhook-urls.ts';

/** What came of each URL, by URL. */
async function tried(api: ApiClient, urls: readonly string[]): Promise<[string, Result<unknown>][]> {
  return Promise.all(
    urls.map(async (url): Promise<[string, Result<unknown>]> => [url, await api.webhooks.create({ url })]),
  );
}

/** One line for each URL that was not refused at `/url`. */
const notRefused = (results: readonly [string, Result<unknown>][]) =>
  results.flatMap(([url, result]) =>
    result.status === 422 && pointersOf(result)[0] === '/url' ? [] : [`${url}: ${result.status}`],
  );

const reasons = (results: readonly [string, Result<unknown>][]) => [
  ...new Set(results.flatMap(([, result]) => (result.ok ? [] : [errorsOf(result)[0]?.detail]))),
];

test.use({ transport: 'undici' });

test.describe('Where deliveries may go', { tag: '@security' }, () => {
  test(
    'a webhook to the platform’s own machine is refused however it is written, and nothing is dialled',
    { annotation: covers('SSRF-01') },
    async ({ tenant, receiver }) => {
      const { api } = await tenant.actor('admin');

      const results = await tried(api, loopbackUrls(Number(new URL(receiver.url).port)));

      expect(notRefused(results)).toEqual([]);
      expect(receiver.received).toEqual([]);
      expect(await api.webhooks.create({ url: 'https://hooks.example.com/' })).toSucceed(201);
    },
  );

  test(
    'a webhook into a private, link-local or metadata network is refused in the same words as any other',
    { annotation: covers('SSRF-02') },
    async ({ tenant, receiver }) => {
      const { api } = await tenant.actor('admin');
      const urls = INTERNAL_HOSTS.map((host) => `http://${host}/latest/meta-data/`);

      const results = await tried(api, urls);

      expect(notRefused(results)).toEqual([]);
      expect(reasons(results)).toEqual(reasons(await tried(api, [receiver.urlAt('127.0.0.2')])));
      expect(reasons(results)).toHaveLength(1);
      expect(await api.webhooks.create({ url: 'https://hooks.example.com/' })).toSucceed(201);
    },
  );

  test(
    'a webhook to what lies just beside those networks is taken',
    { annotation: covers('SSRF-02', 'SSRF-05') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('admin');

      const results = await tried(api, PUBLIC_NEIGHBOURS);

      expect(results.filter(([, { status }]) => status !== 201).map(([url]) => url)).toEqual([]);
    },
  );

  test(
    'a webhook by another scheme, to another service’s port or with credentials is refused',
    { annotation: covers('SSRF-05') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('admin');

      const results = await tried(api, IMPROPER_URLS);

      expect(notRefused(results)).toEqual([]);
      expect(await api.webhooks.create({ url: 'https://hooks.example.com/' })).toSucceed(201);
    },
  );
});
