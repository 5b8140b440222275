import { ownerReadings } from '../../../contract/readings.ts';
import { agreedContract, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { MOVING, still } from '../moving-figures.ts';
import { everythingOf } from '../objects/tenants-of-things.ts';

const contract = agreedContract();

test.use({ transport: 'undici' });

test.describe('Methods', { tag: '@security', annotation: covers('CON-07') }, () => {
  test('whatever is only read stays as it was, and so does the audit log', async ({ world: { alpha } }) => {
    const { api } = await alpha.actor('owner');
    const first = await everythingOf(alpha, contract);
    const before = dataOf(await api.audit.verify(), 200);

    const second = await everythingOf(alpha, contract);

    expect([...second.keys()].toSorted()).toEqual(
      ownerReadings(contract)
        .map(({ id }) => id)
        .toSorted(),
    );
    const moved = [...second].filter(
      ([id, text]) => !MOVING.has(id) && still(text) !== still(first.get(id) ?? ''),
    );
    expect(moved.map(([id]) => id)).toEqual([]);
    expect(dataOf(await api.audit.verify(), 200)).toEqual(before);
  });

  test('a representation that is put replaces the whole, twice is once, and a part of one is refused', async ({
    tenant,
  }) => {
    const { privacy } = tenant.owner.api;
    const before = dataOf(await privacy.getRetention(), 200);
    const wanted = { ...before, jobs: before.jobs + 1, events: before.events + 1 };
    const part = { operationId: 'privacy.setRetention', method: 'PUT', path: '/privacy/retention' } as const;

    const once = dataOf(await privacy.setRetention(wanted), 200);
    const twice = dataOf(await privacy.setRetention(wanted), 200);

    expect(once).toEqual(wanted);
    expect(twice).toEqual(wanted);
    expect(dataOf(await privacy.getRetention(), 200)).toEqual(wanted);
    expect(await tenant.owner.api.call({ ...part, json: { jobs: 7 } })).toBeRefused(422);
    expect(dataOf(await privacy.getRetention(), 200)).toEqual(wanted);
    expect(dataOf(await privacy.setRetention(before), 200)).toEqual(before);
    expect(dataOf(await privacy.getRetention(), 200)).toEqual(before);
  });

  test('the tenant and the account keep what a change does not name', async ({ tenant }) => {
    const { api } = tenant.owner;
    const company = dataOf(await api.tenant.get(), 200);
    const { user } = dataOf(await api.auth.me(), 200);

    dataOf(await api.tenant.update({ name: `${tenant.name} anew` }), 200);
    dataOf(await api.auth.updateMe({ name: 'Told Anew' }), 200);

    const companyAfter = dataOf(await api.tenant.get(), 200);
    expect(companyAfter).toEqual({
      ...company,
      name: `${tenant.name} anew`,
      updatedAt: companyAfter.updatedAt,
    });
    const updatedAt: unknown = expect.any(String);
    const renamed = { ...user, name: 'Told Anew', updatedAt };
    expect(dataOf(await api.auth.me(), 200).user).toEqual(renamed);
  });
});
