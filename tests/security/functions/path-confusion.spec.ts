import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { covers, expect, test } from '../../../fixtures/index.ts';
import { BARRED_READS, OWNERS_READS } from './barred-reads.ts';
import { operationsAt } from './operations-at.ts';

const last = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const before = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** Ways to write a path that name something else, of which a guard before the router might think otherwise. */
const OTHER_NAMES: Record<string, (path: string) => string> = {
  'a slash at the end': (path) => `${path}/`,
  'a dot at the end': (path) => `${path}/.`,
  'an encoded dot at the end': (path) => `${path}/%2e`,
  'a doubled slash': (path) => `${before(path)}/${last(path)}`,
  'a dot segment': (path) => `${before(path)}./${last(path)}`,
  'an encoded dot segment': (path) => `${before(path)}%2e/${last(path)}`,
  'a way back': (path) => path.replace(API_BASE_PATH, `${API_BASE_PATH}/health/..`),
  'an encoded way back': (path) => path.replace(API_BASE_PATH, `${API_BASE_PATH}/health/%2e%2e`),
  'a way back with an encoded slash': (path) => path.replace(API_BASE_PATH, `${API_BASE_PATH}/health/..%2f`),
  'a way back with a path parameter': (path) => path.replace(API_BASE_PATH, `${API_BASE_PATH}/..;/v1`),
  'a path parameter': (path) => `${path};a=b`,
  'an empty path parameter': (path) => `${path};`,
  'a file name extension': (path) => `${path}.json`,
  capitals: (path) => `${before(path)}${last(path).toUpperCase()}`,
  'an encoded slash': (path) => `${before(path).slice(0, -1)}%2f${last(path)}`,
  'an encoded slash at the end': (path) => `${path}%2f`,
  'a backslash': (path) => `${before(path).slice(0, -1)}\\${last(path)}`,
  'an encoded NUL': (path) => `${path}%00`,
  'an encoded space': (path) => `${path}%20`,
  'an encoded question mark': (path) => `${path}%3f`,
  'an encoded number sign': (path) => `${path}%23`,
  'a letter encoded twice': (path) => path.replace(last(path), `%25${hex(last(path))}`),
  'another version': (path) => path.replace(API_BASE_PATH, '/api/v2'),
  'no version': (path) => path.replace(API_BASE_PATH, '/api'),
  'the version twice': (path) => path.replace(API_BASE_PATH, `${API_BASE_PATH}/v1`),
};

/** Ways to write a path that name the same thing. */
const SAME_NAMES: Record<string, (path: string) => string> = {
  'an encoded letter': (path) => path.replace(last(path), `%${hex(last(path))}`),
  'an empty query': (path) => `${path}?`,
  'the address of another host': (path) => `http://elsewhere.test${path}`,
};

/** Paths outside the API, none of which the web interface has. */
const OUTSIDE: Record<string, (path: string) => string> = {
  'a doubled slash before it': (path) => `/${path}`,
  'a way back before it': (path) => `/..${path}`,
  'its encoded slashes': (path) => path.replaceAll('/', '%2f').replace('%2f', '/'),
  'its base in capitals': (path) => path.replace('/api', '/API'),
};

/** A word with its first letter in hexadecimal. */
function hex(word: string): string {
  return `${word.charCodeAt(0).toString(16)}${word.slice(1)}`;
}

/**
 * What a path that the guard must not open is answered: 403 where it names one thing of an odd id, which is as shut; 405
 * where only other methods are there; 404 elsewhere.
 */
function refusalOf(target: string): string {
  const methods = operationsAt(target).map(({ method }) => method);
  if (methods.includes('GET')) return '403 application/problem+json';
  const named = methods.length > 0 && !target.endsWith('/');
  return `${named ? 405 : 404} application/problem+json`;
}

const answerOf = ({ status, responseHeaders }: Exchange) =>
  `${status} ${(responseHeaders['content-type'] ?? 'nothing').split(';')[0] ?? ''}`;

test.use({ transport: 'undici' });

test.describe('Confused paths', { tag: '@security', annotation: covers('AZF-04') }, () => {
  for (const { id, path: template } of BARRED_READS) {
    test(`${id} stays shut to a viewer however its path is written`, async ({ world }) => {
      const viewer = await world.alpha.actor('viewer');
      const path = `${API_BASE_PATH}${template}`;
      const answers = async (disguises: typeof OTHER_NAMES) =>
        Promise.all(
          Object.entries(disguises).map(async ([name, disguise]) => {
            const target = disguise(path);
            return [`${name}: ${target}`, answerOf(await viewer.wire.send({ method: 'GET', target }))];
          }),
        );
      const all = (disguises: typeof OTHER_NAMES, answer: (target: string) => string) =>
        Object.entries(disguises).map(([name, disguise]) => [
          `${name}: ${disguise(path)}`,
          answer(disguise(path)),
        ]);

      expect.soft(await answers(OTHER_NAMES)).toEqual(all(OTHER_NAMES, refusalOf));
      expect.soft(await answers(SAME_NAMES)).toEqual(all(SAME_NAMES, () => '403 application/problem+json'));
      expect.soft(await answers(OUTSIDE)).toEqual(all(OUTSIDE, () => '404 text/html'));
    });
  }

  test('a path written otherwise leads an owner to the same thing', async ({ world }) => {
    const owner = await world.alpha.actor('owner');

    const targets = OWNERS_READS.flatMap(({ path }) =>
      Object.values(SAME_NAMES).map((disguise) => disguise(`${API_BASE_PATH}${path}`)),
    );
    const answers = await Promise.all(targets.map((target) => owner.wire.send({ method: 'GET', target })));

    expect(answers.map(({ status }, index) => [targets[index], status])).toEqual(
      targets.map((target) => [target, 200]),
    );
  });
});
