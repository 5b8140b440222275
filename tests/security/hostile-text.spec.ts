import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

/** Text that means something to a database, a template, a shell, a browser or a log. */
const HOSTILE = [
  { text: "'; DROP TABLE datasets; --", check: 'INJ-01' },
  { text: '<img src=x onerror=alert(1)>', check: 'INJ-06' },
  { text: '${7*7}{{7*7}}', check: 'INJ-04' },
  { text: '$(id) `id` | id', check: 'INJ-03' },
  { text: '../../../../etc/passwd', check: 'INJ-10' },
  { text: 'a\r\nX-Injected: yes', check: 'INJ-09' },
  { text: '‮gnp.exe', check: 'INJ-06' },
];

test.describe('Hostile text', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  for (const { text, check } of HOSTILE) {
    test(
      `a description of ${JSON.stringify(text)} is stored as it is and does nothing`,
      {
        annotation: covers({ check, asvs: [] }),
      },
      async ({ tenant }) => {
        const analyst = await tenant.actor('analyst');

        const created = dataOf(
          await analyst.api.detectors.create({
            name: 'Plain name',
            description: text,
            algorithm: 'robust_zscore',
          }),
          201,
        );

        const read = await analyst.api.detectors.get(created.id);
        expect(dataOf(read, 200).description).toBe(text);
        expect(read.headers['x-injected']).toBeUndefined();
        expect(dataOf(await analyst.api.detectors.list(), 200).total).toBe(1);
      },
    );
  }

  for (const { pattern, meaning } of [
    { pattern: '%', meaning: 'any text' },
    { pattern: '_etector', meaning: 'any character' },
    { pattern: "' OR '1'='1", meaning: 'a condition that always holds' },
    { pattern: '\\', meaning: 'an escape' },
  ]) {
    test(
      `a search for ${pattern} finds that text and does not mean ${meaning}`,
      { annotation: covers('INJ-01') },
      async ({ tenant }) => {
        const analyst = await tenant.actor('analyst');
        const named = `Holds ${pattern} in its name`;
        const algorithm = 'robust_zscore';
        dataOf(await analyst.api.detectors.create({ name: 'Detector without it', algorithm }), 201);
        dataOf(await analyst.api.detectors.create({ name: named, algorithm }), 201);

        const found = dataOf(await analyst.api.detectors.list({ q: pattern }), 200);

        expect(found.items.map(({ name }) => name)).toEqual([named]);
      },
    );
  }

  test(
    'a NUL character in a name is refused at its field',
    { annotation: covers('ERR-01') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');

      const created = await analyst.api.detectors.create({ name: 'a\u0000b', algorithm: 'robust_zscore' });

      expect(created).toBeRefused(422, { pointer: '/name' });
      expect(await analyst.api.detectors.create({ name: 'ab', algorithm: 'robust_zscore' })).toSucceed(201);
    },
  );
});
