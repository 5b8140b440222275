import { covers, dataOf, expect, test, type Actor, type TenantHandle } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { exportAuditLog } from '../../flows/export-audit-log.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { hashOf, labelDigestOf } from '../../oracles/audit-chain.ts';

/** The newest sequence number of the tenant's log. */
async function head({ api }: Actor): Promise<number> {
  return dataOf(await api.audit.list({ limit: 1 }), 200).items[0]?.sequence ?? 0;
}

/** What was recorded since `sequence`, oldest first, in short. */
async function since({ api }: Actor, sequence: number) {
  const { items } = dataOf(await api.audit.list({ limit: 200 }), 200);
  return items
    .filter((entry) => entry.sequence > sequence)
    .toReversed()
    .map(({ action, outcome, status, actor, target }) => ({
      action,
      outcome,
      status,
      actor: actor.id,
      target,
    }));
}

/** A log with changes and denials in it. */
async function liveALittle(tenant: TenantHandle): Promise<void> {
  const viewer = await tenant.actor('viewer');
  await viewer.api.tenant.update({ name: 'not allowed' });
  await tenant.owner.api.tenant.update({ name: `${tenant.name} lived` });
}

test.describe('Audit log', { tag: ['@integration', '@compliance'] }, () => {
  test('a change has exactly one entry, with who did what to what', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const auditor = await tenant.actor('auditor');
    const before = await head(auditor);

    const { id } = dataOf(await analyst.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }), 201);

    expect(await since(auditor, before)).toEqual([
      {
        action: 'detectors.create',
        outcome: 'allowed',
        status: 201,
        actor: analyst.id,
        target: { type: 'detector', id },
      },
    ]);
  });

  test('a denial of the role has exactly one entry', { annotation: covers('AUD-03') }, async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const auditor = await tenant.actor('auditor');
    const before = await head(auditor);

    expect(await viewer.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toBeRefused(403);

    expect(await since(auditor, before)).toMatchObject([
      { action: 'detectors.create', outcome: 'denied', status: 403, actor: viewer.id },
    ]);
  });

  test(
    'reaching for another tenant’s dataset has exactly one entry, in the log of the one who reached',
    { annotation: covers('AUD-03') },
    async ({ tenant, world }) => {
      const viewer = await tenant.actor('viewer');
      const auditor = await tenant.actor('auditor');
      const before = await head(auditor);
      const foreignBefore = await head(await world.beta.actor('auditor'));

      expect(await viewer.api.datasets.get(world.beta.dataset.id)).toBeRefused(404);

      expect(await since(auditor, before)).toMatchObject([
        { action: 'datasets.get', outcome: 'denied', status: 404, actor: viewer.id },
      ]);
      expect(await since(await world.beta.actor('auditor'), foreignBefore)).toEqual([]);
    },
  );

  test(
    'a wrong password of a known user is a denial, a right one an allowed log-in',
    { annotation: covers('AUD-02') },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const auditor = await tenant.actor('auditor');
      const before = await head(auditor);

      await anonymous.api.auth.login({ email: viewer.email, password: 'not the password' });
      await anonymous.api.auth.login({ email: viewer.email, password: viewer.password });

      expect(await since(auditor, before)).toMatchObject([
        { action: 'auth.login', outcome: 'denied', status: 401 },
        { action: 'auth.login', outcome: 'allowed', status: 200, actor: viewer.id },
      ]);
    },
  );

  test('reading, scoring and validating leave no entry, nor does looking at the log', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const auditor = await tenant.actor('auditor');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));
    const before = await head(auditor);

    expect(await analyst.api.datasets.get(id)).toSucceed(200);
    expect(await analyst.api.datasets.profile(id)).toSucceed(200);
    expect(await analyst.api.datasets.validate(id)).toSucceed(200);
    expect(await auditor.api.audit.verify()).toSucceed(200);

    expect(await since(auditor, before)).toEqual([]);
  });

  test('a request that was wrong, not forbidden, leaves no entry', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const auditor = await tenant.actor('auditor');
    const detector = { name: 'd', algorithm: 'robust_zscore' } as const;
    const { id } = dataOf(await analyst.api.detectors.create(detector), 201);
    const before = await head(auditor);

    expect(await analyst.api.detectors.create({ ...detector, contamination: 2 })).toBeRefused(422);
    expect(await analyst.api.detectors.create(detector)).toBeRefused(409);
    expect(await analyst.api.detectors.update(id, { name: 'e' }, { ifMatch: '"stale"' })).toBeRefused(412);

    expect(await since(auditor, before)).toEqual([]);
  });

  test(
    'the chain verifies, and its head moves with every entry',
    { annotation: covers('AUD-06') },
    async ({ tenant }) => {
      const auditor = await tenant.actor('auditor');
      await tenant.actor('viewer');
      const before = dataOf(await auditor.api.audit.verify(), 200);
      await liveALittle(tenant);

      const after = dataOf(await auditor.api.audit.verify(), 200);

      expect(before).toMatchObject({ valid: true, firstBroken: null });
      expect(after).toMatchObject({ valid: true, firstBroken: null, entries: before.entries + 2 });
      expect(after.headHash).not.toBe(before.headHash);
    },
  );

  test(
    'each entry’s hash is that of its predecessor and its own fields',
    { annotation: covers('AUD-06') },
    async ({ tenant }) => {
      const auditor = await tenant.actor('auditor');
      await liveALittle(tenant);

      const entries = await exportAuditLog(auditor);

      expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
      expect(entries.map(({ previousHash }) => previousHash)).toEqual([
        '0'.repeat(64),
        ...entries.slice(0, -1).map(({ hash }) => hash),
      ]);
      expect(entries.map(({ hash }) => hash)).toEqual(entries.map(hashOf));
      expect(entries.map(({ actor }) => actor.labelDigest)).toEqual(
        entries.map(({ actor }) => labelDigestOf(actor)),
      );
    },
  );

  test(
    'the export holds the same entries as the list, oldest first',
    { annotation: covers({ check: 'AUD-10', asvs: ['V16.2.4'] }) },
    async ({ tenant }) => {
      const auditor = await tenant.actor('auditor');
      await liveALittle(tenant);

      const listed = dataOf(await auditor.api.audit.list({ limit: 200 }), 200);

      expect(await exportAuditLog(auditor)).toEqual(listed.items.toReversed());
    },
  );

  test('the log is filtered by action, outcome, actor and time', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const auditor = await tenant.actor('auditor');
    await liveALittle(tenant);
    const found = async (query: Parameters<typeof auditor.api.audit.list>[0]) =>
      dataOf(await auditor.api.audit.list(query), 200).items;
    const [newest] = await found({ limit: 1 });
    const later = new Date(Date.parse(newest?.occurredAt ?? '') + 1).toISOString();

    expect(await found({ action: 'tenant.update', outcome: 'denied' })).toMatchObject([
      { actor: { id: viewer.id } },
    ]);
    expect(await found({ action: 'tenant.update', actorId: tenant.owner.id })).toMatchObject([
      { outcome: 'allowed' },
    ]);
    expect(
      await found({ from: newest?.occurredAt ?? '', action: 'tenant.update', outcome: 'allowed' }),
    ).toEqual([newest]);
    expect(await found({ from: later })).toEqual([]);
    expect(await found({ to: '2020-01-01T00:00:00.000Z' })).toEqual([]);
  });

  test(
    'owner and auditor read the log, an admin does not',
    { annotation: covers({ check: 'AUD-07', asvs: ['V8.2.1'] }) },
    async ({ tenant }) => {
      const admin = await tenant.actor('admin');

      expect(await admin.api.audit.list()).toBeRefused(403);
      expect(await admin.api.audit.export()).toBeRefused(403);
      expect(await admin.api.audit.verify()).toBeRefused(403);
      expect(await tenant.owner.api.audit.list()).toSucceed(200);
    },
  );

  test(
    'no password, token or key is in the log',
    { annotation: covers('AUD-04') },
    async ({ anonymous, tenant }) => {
      const auditor = await tenant.actor('auditor');
      const key = dataOf(await tenant.owner.api.apiKeys.create({ name: 'k', scopes: ['read'] }), 201);
      const { email, password } = tenant.owner;
      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);

      const log = dataOf(await auditor.api.audit.export(), 200);

      expect(log).toContain('apiKeys.create');
      expect(log).not.toContain(key.secret);
      expect(log).not.toContain(password);
      expect(log).not.toContain(tokens?.refreshToken ?? password);
      expect(log).not.toContain(tokens?.accessToken ?? password);
    },
  );
});
