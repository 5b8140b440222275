import { covers, expect, test, type Wire } from '../../../fixtures/index.ts';
import { filesOfPage } from '../headers/interface-files.ts';
import { COPIES, FOLDERS, INSIDE, LEFT_BEHIND } from './well-known-paths.ts';

/** Each path that is answered with anything but 404, with the status; and each 404 that is not the platform's own. */
async function served(wire: Wire, paths: readonly string[]): Promise<string[]> {
  const page = (await wire.request('GET', '/nothing-here')).body;
  const answers = await Promise.all(
    paths.map(async (path) => ({ path, ...(await wire.request('GET', path)) })),
  );
  return answers
    .filter(({ status, headers, body }) => {
      const isProblem = headers['content-type'] === 'application/problem+json; charset=utf-8';
      return status !== 404 || !(isProblem || body === page);
    })
    .map(({ path, status }) => `${path} ${status}`);
}

test.describe('Exposure', { tag: ['@security', '@compliance', '@reads'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'no document, figure or console of the inside is at an address where one is looked for',
    { annotation: covers('ERR-04') },
    async ({ wire, anonymous }) => {
      expect(await served(wire, INSIDE)).toEqual([]);

      expect(await anonymous.api.system.metrics()).toBeRefused(401);
      expect(await anonymous.api.system.live()).toSucceed(200);
    },
  );

  test(
    'what anybody may ask of the platform’s health says up or down, and no more',
    { annotation: covers({ check: 'ERR-04', asvs: ['V13.4.5'] }) },
    async ({ anonymous }) => {
      const [live, ready, version] = [
        await anonymous.api.system.live(),
        await anonymous.api.system.ready(),
        await anonymous.api.system.version(),
      ];

      const bodies = [live, ready, version].map(({ exchange }) => JSON.parse(exchange.bodyText) as unknown);
      expect(bodies).toEqual([
        { status: 'ok' },
        {
          status: 'ready',
          checks: ['database', 'compute', 'storage'].map((name) => ({
            name,
            status: 'up',
            latencyMs: expect.any(Number),
          })),
        },
        {
          name: 'assay',
          version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
          apiVersion: 'v1',
          startedAt: expect.any(String) as unknown,
        },
      ]);
    },
  );

  test(
    'nothing that was left behind is handed out, and no folder lists what it holds',
    { annotation: covers({ check: 'ERR-05', asvs: ['V13.4.1', 'V13.4.3'] }) },
    async ({ wire }) => {
      expect(await served(wire, [...LEFT_BEHIND, ...FOLDERS])).toEqual([]);

      expect((await wire.request('GET', '/icon.svg')).status).toBe(200);
    },
  );

  test(
    'beside the files of the interface are no source maps and no copies',
    { annotation: covers({ check: 'ERR-05', asvs: ['V13.4.7'] }) },
    async ({ wire }) => {
      const files = await filesOfPage(wire);

      const copies = files.flatMap((file) => COPIES.map((ending) => `${file}${ending}`));
      const originals = await Promise.all(files.map((file) => wire.request('GET', file)));

      expect(await served(wire, copies)).toEqual([]);
      expect(originals.map(({ status }) => status)).toEqual(files.map(() => 200));
      for (const { headers, body } of originals) {
        expect(headers['sourcemap'] ?? headers['x-sourcemap']).toBeUndefined();
        expect(body).not.toContain('sourceMappingURL');
      }
    },
  );
});
