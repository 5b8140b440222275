import { covers, expect, test, type Wire } from '../../../fixtures/index.ts';
import { secretsIn } from '../../../oracles/secrets-in-text.ts';
import { filesOfPage } from '../headers/interface-files.ts';

/** Names of further files that a script loads by itself, or a style refers to. */
const NAMED = /["'(`](?:\.{0,2}\/)?((?:assets\/)?[\w.-]+\.(?:js|css|svg|json|webmanifest))["')`]/g;

/** The text of every file that the pages name, and that those name in turn, by path. */
async function bundle(wire: Wire): Promise<Map<string, string>> {
  const texts = new Map([['/', (await wire.request('GET', '/')).body]]);
  const left = await filesOfPage(wire);
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (texts.has(file)) continue;
    const { status, body } = await wire.request('GET', file);
    if (status !== 200) continue;
    texts.set(file, body);
    const folder = file.slice(0, file.lastIndexOf('/'));
    const named = [...body.matchAll(NAMED)].map(([, name = '']) => name);
    left.push(...named.map((name) => (name.startsWith('assets/') ? `/${name}` : `${folder}/${name}`)));
  }
  return texts;
}

test.describe(
  'What every browser gets',
  { tag: ['@security', '@compliance', '@reads'], annotation: covers('ERR-08') },
  () => {
    test('holds no secret: not in the page, nor in a script, style or image that it names', async ({
      wire,
    }) => {
      const texts = await bundle(wire);

      const found = [...texts].flatMap(([file, text]) => secretsIn(text).map((line) => `${file}: ${line}`));

      expect(found).toEqual([]);
      expect([...texts.keys()]).toEqual(
        expect.arrayContaining([expect.stringMatching(/\.js$/), expect.stringMatching(/\.css$/)]),
      );
      expect(secretsIn(`${texts.get('/') ?? ''}<!-- clientSecret: "f3a9c1d27b6e4f80" -->`)).toHaveLength(1);
    });
  },
);
