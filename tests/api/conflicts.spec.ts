import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const STALE = { 'if-match': '"stale"' };

test.describe('Conflicts of state', { tag: ['@integration', '@regression'] }, () => {
  test('a dataset cannot take the name of another one', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'taken' });
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'free' });

    expect(await analyst.api.datasets.update(id, { name: 'taken' })).toBeRefused(409);
    expect(dataOf(await analyst.api.datasets.update(id, { name: 'another' }), 200).name).toBe('another');
  });

  test('a detector cannot take the name of another one', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    dataOf(await api.detectors.create({ name: 'taken', algorithm: 'robust_zscore' }), 201);
    const { id } = dataOf(await api.detectors.create({ name: 'free', algorithm: 'robust_zscore' }), 201);

    expect(await api.detectors.update(id, { name: 'taken' })).toBeRefused(409);
    expect(dataOf(await api.detectors.update(id, { name: 'another' }), 200).name).toBe('another');
  });

  test('a second factor that nobody enrolled cannot be confirmed', async ({ tenant }) => {
    const { api, password } = await tenant.actor('viewer');

    expect(await api.auth.verifyMfa('123456')).toBeRefused(409);
    dataOf(await api.auth.enrolMfa({ currentPassword: password }), 201);
    expect(await api.auth.verifyMfa('000000')).toBeRefused(422, { pointer: '/code' });
  });

  test('a detection outlives its dataset, but can no longer be drawn', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    const { detector } = await trainDetector(analyst, { datasetId: dataset.id, algorithm: 'robust_zscore' });
    const { id } = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    const axes = { x: 'feature_1', y: 'feature_2' };
    expect(await viewer.api.detections.plot(id, axes)).toSucceed(200);

    dataOf(await analyst.api.datasets.remove(dataset.id), 204);

    expect(await viewer.api.detections.plot(id, axes)).toBeRefused(409);
    expect(dataOf(await viewer.api.detections.get(id), 200).datasetId).toBeNull();
  });

  test('an e-mail address owns one account: a tenant cannot be made for a taken one', async ({
    tenant,
    operator,
  }) => {
    const name = `${tenant.name}-second`;
    const owner = { email: tenant.owner.email, name: 'Second Owner', password: 'a long pass phrase' };

    expect(await operator.api.operator.createTenant({ name, owner })).toBeRefused(409);
    expect(dataOf(await operator.api.operator.listTenants({ q: name }), 200).total).toBe(0);
  });

  test('the operator’s stale change and removal of a tenant are refused and not made', async ({
    tenant,
    operator,
  }) => {
    const api = operator.api.withHeaders(STALE);

    expect(await api.operator.updateTenant(tenant.id, { plan: 'enterprise' })).toBeRefused(412);
    expect(await api.operator.removeTenant(tenant.id)).toBeRefused(412);
    expect(dataOf(await tenant.owner.api.tenant.get(), 200).plan).toBe('standard');
    expect(await operator.api.operator.updateTenant(tenant.id, { plan: 'enterprise' })).toSucceed(200);
  });

  test('an owner’s stale removal of the tenant is refused and not made', async ({ tenant }) => {
    const { api } = tenant.owner;

    expect(await api.tenant.remove({ ifMatch: '"stale"' })).toBeRefused(412);
    expect(await api.tenant.get()).toSucceed(200);
    expect(await api.tenant.remove({ ifMatch: '*' })).toSucceed(204);
  });
});
