import { covers, expect, test } from '../../../fixtures/index.ts';
import { filesOfPage } from './interface-files.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const MARKUP = '<script>alert(1)</script>';

/** Media types by the endings of the interface's files. */
const FILE_TYPES: Record<string, string> = {
  js: 'application/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

test.describe('Media types', { tag: ['@security', '@compliance'], annotation: covers('HDR-09') }, () => {
  test.use({ transport: 'undici' });

  test('each kind of answer names its own, with its character set, whatever is asked for', async ({
    world,
  }) => {
    const owner = await world.alpha.actor('owner');
    const { dataset } = world.alpha;

    for (const accept of ['text/html', 'application/xml', 'image/png', '*/*;q=0', 'application/json']) {
      const api = owner.api.withHeaders({ accept });
      const answers = [
        await api.tenant.get(),
        await api.datasets.export(dataset.id),
        await api.audit.export(),
        await api.datasets.get(world.beta.dataset.id),
      ];

      expect
        .soft(
          answers.map(({ headers }) => headers['content-type']),
          accept,
        )
        .toEqual([JSON_TYPE, 'text/csv; charset=utf-8', 'application/x-ndjson; charset=utf-8', PROBLEM_TYPE]);
    }
  });

  test(
    'a path with markup in it comes back as JSON, never as a page',
    { tag: '@reads' },
    async ({ wire }) => {
      const encoded = encodeURIComponent(MARKUP);
      const paths = [
        `/api/v1/${encoded}`,
        `/api/v1/datasets/${encoded}`,
        `/assets/${encoded}.js`,
        `/api/${MARKUP}`,
      ];

      for (const path of paths) {
        const { headers, body } = await wire.request('GET', path.replaceAll(' ', '%20'));

        expect.soft(headers['content-type'], path).toBe(PROBLEM_TYPE);
        expect.soft(headers['x-content-type-options'], path).toBe('nosniff');
        expect.soft(JSON.parse(body), path).toMatchObject({ type: expect.stringMatching(/^urn:problem:/) });
      }
    },
  );

  test('a file to keep is handed over as a file, not shown', async ({ world }) => {
    const { api } = await world.alpha.actor('owner');

    const files = [await api.datasets.export(world.alpha.dataset.id), await api.audit.export()];

    const dispositions = files.map(({ headers }) => headers['content-disposition']);
    expect(dispositions).toEqual(
      files.map(() => expect.stringMatching(/^attachment; filename="[\w.-]+"$/) as unknown),
    );
  });

  test(
    'scripts, styles and images of the interface are served as what they are',
    { tag: '@reads' },
    async ({ wire }) => {
      const files = await filesOfPage(wire);

      const types = await Promise.all(
        files.map(async (file) => (await wire.request('GET', file)).headers['content-type']),
      );

      expect(types).toEqual(files.map((file) => FILE_TYPES[file.split('.').at(-1) ?? '']));
      expect((await wire.request('GET', '/login')).headers['content-type']).toBe('text/html; charset=utf-8');
    },
  );
});
