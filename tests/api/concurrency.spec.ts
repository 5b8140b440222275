import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';

/** Statuses in order, each as often as it came. */
const statuses = (results: { status: number }[]): number[] => results.map(({ status }) => status).sort();

/** `count` calls at once. */
const atOnce = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

test.describe('At the same time', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test(
    'of eight detectors of one name exactly one is made',
    { annotation: covers({ check: 'RES-07', asvs: ['V2.3.4', 'V15.4.2'] }) },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');

      const results = await atOnce(8, () =>
        api.detectors.create({ name: 'same', algorithm: 'robust_zscore' }),
      );

      expect(statuses(results)).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
      expect(dataOf(await api.detectors.list(), 200).total).toBe(1);
    },
  );

  test('of six uploads of one name exactly one is taken', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const file = (index: number) => ({
      name: 't.csv',
      contentType: 'text/csv',
      content: `a\n${seed}\n${index}\n`,
    });

    const results = await atOnce(6, (index) => api.datasets.create({ name: 'same', file: file(index) }));

    expect(statuses(results)).toEqual([201, 409, 409, 409, 409, 409]);
    expect(dataOf(await api.datasets.list(), 200).total).toBe(1);
  });

  test('of six members of one address exactly one is made', async ({ tenant }) => {
    const { api } = await tenant.actor('admin');
    const member = {
      email: `same@${tenant.name}.test`,
      role: 'viewer',
      password: 'a long pass phrase',
    } as const;

    const results = await atOnce(6, (index) => api.members.create({ ...member, name: `Member ${index}` }));

    expect(statuses(results)).toEqual([201, 409, 409, 409, 409, 409]);
    expect(dataOf(await api.members.list({ role: 'viewer' }), 200).total).toBe(1);
  });

  test(
    'of five trainings of one detector exactly one is started',
    { annotation: covers({ check: 'RES-07', asvs: ['V2.3.4', 'V15.4.2'] }, 'BIZ-03', 'RES-05') },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const { api } = analyst;
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
      const { id } = dataOf(await api.detectors.create({ name: 'd', ...SLOW_TRAINING }), 201);

      const results = await atOnce(5, () => api.detectors.train(id, { datasetId: dataset.id }));

      const jobs = dataOf(await api.jobs.list(), 200);
      expect(statuses(results)).toEqual([202, 409, 409, 409, 409]);
      expect(jobs.total).toBe(1);
      expect(await waitForJob(analyst, jobs.items[0]?.id ?? '')).toMatchObject({ status: 'completed' });
    },
  );

  test(
    'of two owners who step down at once one stays',
    { annotation: covers({ check: 'AZF-08', asvs: ['V2.3.2'] }) },
    async ({ tenant }) => {
      const second = await tenant.actor('owner', { as: 'second' });
      const { owner } = tenant;

      const results = await Promise.all([
        owner.api.members.update(owner.id, { role: 'viewer' }),
        second.api.members.update(second.id, { role: 'viewer' }),
      ]);

      expect(statuses(results)).toEqual([200, 409]);
      expect(dataOf(await owner.api.members.list({ role: 'owner' }), 200).total).toBe(1);
    },
  );

  test(
    'a refresh token that two callers use at once is good for one at most',
    { annotation: covers({ check: 'SESS-03', asvs: ['V10.4.5'] }) },
    async ({ anonymous, tenant }) => {
      const { email, password } = await tenant.actor('viewer');
      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);

      const results = await atOnce(2, () => anonymous.api.auth.refresh(tokens?.refreshToken ?? ''));

      expect(statuses(results)).toEqual([200, 401]);
    },
  );

  test(
    'the audit chain holds when twenty changes come at once',
    { annotation: covers('AUD-06') },
    async ({ tenant }) => {
      const auditor = await tenant.actor('auditor');
      const { api } = await tenant.actor('analyst');
      const before = dataOf(await auditor.api.audit.verify(), 200);

      const results = await atOnce(20, (index) =>
        api.detectors.create({ name: `detector ${index}`, algorithm: 'robust_zscore' }),
      );

      const after = dataOf(await auditor.api.audit.verify(), 200);
      expect(new Set(statuses(results))).toEqual(new Set([201]));
      expect(after).toMatchObject({ valid: true, entries: before.entries + 20 });
    },
  );
});
