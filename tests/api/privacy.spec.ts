import { exportedRecordSchema, type ExportedRecord } from '../../api-clients/privacy/schemas.ts';
import { covers, dataOf, expect, test, type Actor, type TenantHandle } from '../../fixtures/index.ts';
import { readEverything, type Reading } from '../../flows/read-everything.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import type { Cell } from '../../test-data/table.ts';

/** A table of 60 rows about three people by turns, named in its last column. */
function peopleTable(seed: number, names: readonly string[]) {
  const { columns, rows } = labelledTable({ seed, rows: 60, features: 2 });
  return {
    columns: [...columns, 'person'],
    rows: rows.map((row, index): Cell[] => [...row, names[index % names.length] ?? null]),
  };
}

/** An admin with a name and an address that stand nowhere else, who has left traces in every corner. */
async function personWithTraces(tenant: TenantHandle, seed: number) {
  const { api: owner } = tenant.owner;
  const person = await tenant.actor('admin', { as: 'subject' });
  const name = `Erasable Person ${seed}`;
  dataOf(await owner.members.update(person.id, { name }), 200);
  const dataset = await uploadTable(person, labelledTable({ seed, rows: 60 }), { name: `Table of ${name}` });
  const { detector } = await trainDetector(person, { datasetId: dataset.id, algorithm: 'robust_zscore' });
  const detection = await person.api.detections.create({ detectorId: detector.id, datasetId: dataset.id });
  dataOf(detection, 201);
  dataOf(await person.api.apiKeys.create({ name: `Key of ${name}`, scopes: ['read'] }), 201);
  return { id: person.id, email: person.email, password: person.password, name, dataset, detector };
}

/** The operations whose answers hold one of the texts. */
const mentioning = (readings: Reading[], texts: string[]): string[] => [
  ...new Set(
    readings
      .filter(({ text }) => texts.some((wanted) => text.includes(wanted)))
      .map(({ operationId }) => operationId),
  ),
];

function recordsIn(file: string): ExportedRecord[] {
  return file
    .trimEnd()
    .split('\n')
    .map((line) => exportedRecordSchema.parse(JSON.parse(line)));
}

/** Waits for the erasure of a subject and gives it as it then is. */
async function erase(owner: Actor, subject: Parameters<typeof owner.api.privacy.createErasure>[0]) {
  const job = dataOf(await owner.api.privacy.createErasure(subject), 202);
  expect(await waitForJob(owner, job.id)).toMatchObject({ status: 'completed' });
  return dataOf(await owner.api.privacy.getErasure(job.erasureId ?? ''), 200);
}

test.describe('Privacy', { tag: ['@integration', '@compliance'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'an export of a member holds every kind of record that names them, and no secret',
    { annotation: covers('PRV-01') },
    async ({ tenant, seed }) => {
      const { owner } = tenant;
      const person = await personWithTraces(tenant, seed);

      const job = dataOf(await owner.api.privacy.createExport({ type: 'member', email: person.email }), 202);
      await waitForJob(owner, job.id);

      const exported = dataOf(await owner.api.privacy.getExport(job.exportId ?? ''), 200);
      const file = dataOf(await owner.api.privacy.exportFile(exported.id), 200);
      const records = recordsIn(file);
      expect(exported).toMatchObject({
        status: 'completed',
        subject: { type: 'member', id: person.id },
        entries: records.length,
        sizeBytes: Buffer.byteLength(file),
      });
      expect([...new Set(records.map(({ type }) => type))]).toEqual(
        expect.arrayContaining([
          'members',
          'sessions',
          'api_keys',
          'audit',
          'datasets',
          'detectors',
          'detections',
          'jobs',
        ]),
      );
      expect(records.filter(({ type }) => type === 'members')).toMatchObject([
        { content: { id: person.id } },
      ]);
      expect(records.map((record) => JSON.stringify(record))).toEqual(
        records.map(() => expect.stringMatching(`${person.id}|${person.email}|${person.name}`)),
      );
      expect(file).not.toMatch(/password|secret|cookie_hash/);
    },
  );

  test(
    'an export of a person in a dataset holds their rows alone, with the scores they were given',
    { annotation: covers('PRV-01') },
    async ({ tenant, seed }) => {
      const { owner } = tenant;
      const table = peopleTable(seed, ['Mara', 'Noor', 'Ole']);
      const dataset = await uploadTable(owner, table);
      const { detector } = await trainDetector(owner, { datasetId: dataset.id, algorithm: 'robust_zscore' });
      dataOf(await owner.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }), 201);

      const columns = [{ datasetId: dataset.id, column: 'person' }];
      const job = dataOf(await owner.api.privacy.createExport({ type: 'data', value: 'Noor', columns }), 202);
      await waitForJob(owner, job.id);

      const records = recordsIn(dataOf(await owner.api.privacy.exportFile(job.exportId ?? ''), 200));
      expect(records.map(({ content }) => content['index'])).toEqual(
        Array.from({ length: 20 }, (_, turn) => turn * 3 + 1),
      );
      expect(records[0]).toMatchObject({
        type: 'dataset_rows',
        content: {
          datasetId: dataset.id,
          values: { person: 'Noor' },
          scores: [{ score: expect.any(Number) }],
        },
      });
    },
  );

  test(
    'after an erasure no read operation names the member, and the audit chain still verifies',
    { annotation: covers('PRV-02', { check: 'PRV-03', asvs: ['V14.2.7'] }) },
    async ({ contract, tenant, seed, anonymous }) => {
      const { owner } = tenant;
      const person = await personWithTraces(tenant, seed);
      const texts = [person.name, person.email];
      const exportJob = dataOf(await owner.api.privacy.createExport({ type: 'member', id: person.id }), 202);
      await waitForJob(owner, exportJob.id);
      const before = mentioning(await readEverything(owner, contract), texts);

      const erasure = await erase(owner, { type: 'member', id: person.id });

      const after = mentioning(await readEverything(owner, contract), texts);
      expect(before).toEqual(
        expect.arrayContaining([
          'members.get',
          'apiKeys.list',
          'audit.list',
          'audit.export',
          'datasets.get',
          'detectors.get',
          'detections.list',
          'jobs.list',
          'privacy.exportFile',
        ]),
      );
      expect(after).toEqual([]);
      expect(erasure).toMatchObject({ status: 'completed', erased: { exports: 1, rows: 0 } });
      expect(dataOf(await owner.api.audit.verify(), 200)).toMatchObject({ valid: true, firstBroken: null });
      const { email, password } = person;
      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
      expect(dataOf(await owner.api.datasets.get(person.dataset.id), 200).createdBy).toMatchObject({
        id: person.id,
        name: `erased-${erasure.id.slice(-12)}`,
      });
    },
  );

  test('an erasure has one audit entry, which names the erasure and not the person', async ({ tenant }) => {
    const { owner } = tenant;
    const viewer = await tenant.actor('viewer');

    const { id } = await erase(owner, { type: 'member', email: viewer.email });

    const { items } = dataOf(await owner.api.audit.list({ action: 'privacy.createErasure' }), 200);
    expect(items).toMatchObject([
      {
        actor: { id: owner.id, label: owner.email },
        target: { type: 'privacy_erasure', id },
        outcome: 'allowed',
      },
    ]);
    expect(await viewer.api.auth.me()).toBeRefused(401);
  });

  test('a colleague’s name stays where the erased member’s went', async ({ tenant, seed }) => {
    const { owner } = tenant;
    const colleague = await tenant.actor('analyst');
    const dataset = await uploadTable(colleague, labelledTable({ seed, rows: 20 }));
    const viewer = await tenant.actor('viewer');

    await erase(owner, { type: 'member', id: viewer.id });

    expect(dataOf(await owner.api.datasets.get(dataset.id), 200)).toEqual(dataset);
    expect(
      dataOf(await owner.api.audit.list({ actorId: colleague.id }), 200).items.map(
        ({ actor }) => actor.label,
      ),
    ).toContain(colleague.email);
  });

  test(
    'erasing a person from a dataset takes their rows and leaves all others in order',
    { annotation: covers('PRV-02') },
    async ({ tenant, seed }) => {
      const { owner } = tenant;
      const table = peopleTable(seed, ['Mara', 'Noor', 'Ole']);
      const dataset = await uploadTable(owner, table);
      const before = dataOf(await owner.api.datasets.rows(dataset.id, { limit: 200 }), 200).items;
      expect(dataOf(await owner.api.datasets.profile(dataset.id), 200).rowCount).toBe(60);

      const columns = [{ datasetId: dataset.id, column: 'person' }];
      const erasure = await erase(owner, { type: 'data', value: 'Noor', columns });

      const kept = before.filter(({ values }) => values['person'] !== 'Noor').map(({ values }) => values);
      expect(erasure.erased).toMatchObject({ rows: 20, datasets: 0 });
      expect(dataOf(await owner.api.datasets.get(dataset.id), 200).rowCount).toBe(40);
      expect(
        dataOf(await owner.api.datasets.rows(dataset.id, { limit: 200 }), 200).items.map(
          ({ values }) => values,
        ),
      ).toEqual(kept);
      const profile = dataOf(await owner.api.datasets.profile(dataset.id), 200);
      expect(profile.rowCount).toBe(40);
      expect(profile.columns.find(({ name }) => name === 'person')).toMatchObject({ distinct: 2 });
    },
  );

  test(
    'what was trained on erased rows says so, and what was detected in them is gone',
    { annotation: covers({ check: 'PRV-10', asvs: ['V14.2.7'] }) },
    async ({ tenant, seed }) => {
      const { owner } = tenant;
      const dataset = await uploadTable(owner, peopleTable(seed, ['Mara', 'Noor', 'Ole']));
      const other = await uploadTable(owner, labelledTable({ seed, rows: 60, features: 2 }));
      const { detector } = await trainDetector(owner, { datasetId: dataset.id, algorithm: 'robust_zscore' });
      const kept = await trainDetector(owner, { datasetId: other.id, algorithm: 'robust_zscore' });
      const detect = async (datasetId: string) =>
        dataOf(await owner.api.detections.create({ detectorId: detector.id, datasetId }), 201);
      const [gone, stays] = [await detect(dataset.id), await detect(other.id)];

      const columns = [{ datasetId: dataset.id, column: 'person' }];
      const { erased } = await erase(owner, { type: 'data', value: 'Mara', columns });

      expect(erased).toMatchObject({ rows: 20, detections: 1, versions: 1 });
      const trainedOnErased = async (id: string) =>
        dataOf(await owner.api.detectors.version(id, 1), 200).trainedOnErasedData;
      expect(await trainedOnErased(detector.id)).toBe(true);
      expect(await trainedOnErased(kept.detector.id)).toBe(false);
      expect(await owner.api.detections.get(gone.id)).toBeRefused(404);
      expect(await owner.api.detections.anomalies(gone.id)).toBeRefused(404);
      expect(await owner.api.detections.get(stays.id)).toSucceed(200);
    },
  );

  test('a dataset goes whole when no column is named, or no row would stay', async ({ tenant, seed }) => {
    const { owner } = tenant;
    const whole = await uploadTable(owner, peopleTable(seed, ['Mara', 'Noor']), { name: 'whole' });
    const alone = await uploadTable(owner, peopleTable(seed, ['Mara']), { name: 'alone' });

    const columns = [
      { datasetId: whole.id, column: null },
      { datasetId: alone.id, column: 'person' },
    ];
    const { erased } = await erase(owner, { type: 'data', value: 'Mara', columns });

    expect(erased).toMatchObject({ rows: 120, datasets: 2 });
    expect(dataOf(await owner.api.datasets.list(), 200).total).toBe(0);
    expect(dataOf(await owner.api.tenant.usage(), 200)).toMatchObject({ datasets: 0, storageBytes: 0 });
  });

  test('an erasure that finds nobody leaves data and exports alone', async ({ tenant, seed }) => {
    const { owner } = tenant;
    const dataset = await uploadTable(owner, peopleTable(seed, ['Mara', 'Noor']));
    const subject = {
      type: 'data',
      value: 'Mara',
      columns: [{ datasetId: dataset.id, column: 'person' }],
    } as const;
    const job = dataOf(
      await owner.api.privacy.createExport({ ...subject, columns: [...subject.columns] }),
      202,
    );
    await waitForJob(owner, job.id);

    const { erased } = await erase(owner, { ...subject, value: 'Ole', columns: [...subject.columns] });

    expect(Object.values(erased ?? {})).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(dataOf(await owner.api.datasets.get(dataset.id), 200)).toEqual(dataset);
    expect(await owner.api.privacy.exportFile(job.exportId ?? '')).toSucceed(200);
  });

  test('an erasure is not cancelled, and a removed export’s file is refused', async ({ tenant, seed }) => {
    const { owner } = tenant;
    const dataset = await uploadTable(owner, peopleTable(seed, ['Mara', 'Noor']));
    const columns = [{ datasetId: dataset.id, column: 'person' }];
    const exported = dataOf(
      await owner.api.privacy.createExport({ type: 'data', value: 'Mara', columns }),
      202,
    );
    await waitForJob(owner, exported.id);

    const job = dataOf(await owner.api.privacy.createErasure({ type: 'data', value: 'Mara', columns }), 202);
    const cancelled = await owner.api.jobs.cancel(job.id);
    await waitForJob(owner, job.id);

    expect(cancelled).toBeRefused(409);
    expect(await owner.api.privacy.exportFile(exported.exportId ?? '')).toBeRefused(409);
    expect(dataOf(await owner.api.privacy.getExport(exported.exportId ?? ''), 200).status).toBe('expired');
  });

  test('owners cannot erase themselves, even where another owner would stay', async ({ tenant }) => {
    const { owner } = tenant;
    await tenant.actor('owner', { as: 'second' });

    expect(await owner.api.privacy.createErasure({ type: 'member', id: owner.id })).toBeRefused(409);

    expect(await owner.api.members.get(owner.id)).toSucceed(200);
    expect(dataOf(await owner.api.privacy.listErasures(), 200).total).toBe(0);
  });

  for (const action of ['createExport', 'createErasure'] as const) {
    test(`${action} refuses a foreign or unknown member, dataset or column, and starts nothing`, async ({
      tenant,
      world,
      seed,
    }) => {
      const { privacy, jobs } = tenant.owner.api;
      const dataset = await uploadTable(tenant.owner, peopleTable(seed, ['Mara']));
      const rowsOf = (datasetId: string, column: string) =>
        privacy[action]({ type: 'data', value: 'Mara', columns: [{ datasetId, column }] });

      const member = await privacy[action]({ type: 'member', id: world.alpha.member.id });
      const address = await privacy[action]({ type: 'member', email: 'nobody@example.test' });

      expect(member).toBeRefused(422, { pointer: '/subject/id' });
      expect(address).toBeRefused(422, { pointer: '/subject/email' });
      expect(await rowsOf(dataset.id, 'nothing')).toBeRefused(422, { pointer: '/subject/columns/0/column' });
      expect(await rowsOf(world.alpha.dataset.id, 'amount')).toBeRefused(422, {
        pointer: '/subject/columns/0/datasetId',
      });
      expect(dataOf(await jobs.list(), 200).total).toBe(0);
    });
  }

  test('retention has defaults, is changed as a whole, and not on a stale reading', async ({ tenant }) => {
    const { privacy } = tenant.owner.api;
    const first = await privacy.getRetention();
    const defaults = dataOf(first, 200);

    const changed = await privacy.setRetention(
      { ...defaults, jobs: 14 },
      { ifMatch: first.headers['etag'] ?? '' },
    );
    const stale = await privacy.setRetention(
      { ...defaults, jobs: 15 },
      { ifMatch: first.headers['etag'] ?? '' },
    );

    expect(defaults).toEqual({
      audit: 365,
      sessions: 30,
      jobs: 90,
      detections: 365,
      events: 365,
      notifications: 90,
      streamPoints: 30,
      exports: 7,
    });
    expect(dataOf(changed, 200)).toEqual({ ...defaults, jobs: 14 });
    expect(stale).toBeRefused(412);
    expect(dataOf(await privacy.getRetention(), 200)).toEqual({ ...defaults, jobs: 14 });
  });

  test('the audit log is kept for 30 days at least, and no kind is left out', async ({ tenant }) => {
    const { api } = tenant.owner;
    const defaults = dataOf(await api.privacy.getRetention(), 200);
    const put = (json: object) =>
      api.call({ operationId: 'privacy.setRetention', method: 'PUT', path: '/privacy/retention', json });

    expect(await put({ ...defaults, audit: 29 })).toBeRefused(422, { pointer: '/audit' });
    expect(await put({ ...defaults, audit: undefined })).toBeRefused(422, { pointer: '/audit' });
    expect(await put({ ...defaults, jobs: 0 })).toBeRefused(422, { pointer: '/jobs' });
    expect(await put({ ...defaults, audit: 30 })).toSucceed(200);
  });
});
