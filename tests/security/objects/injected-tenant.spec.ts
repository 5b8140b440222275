import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { forgedTokens } from '../../../test-data/forged-tokens.ts';

/** Headers in which gateways and frameworks carry a tenant, a user or another address. */
const TENANT_HEADERS = [
  ...['x-tenant-id', 'x-tenant', 'x-org-id', 'x-organization-id', 'x-account-id', 'x-customer-id'],
  ...['x-workspace-id', 'x-scope-orgid', 'x-forwarded-tenant', 'tenant', 'x-company'],
];
const PERSON_HEADERS = [
  'x-user-id',
  'x-forwarded-user',
  'x-remote-user',
  'x-authenticated-userid',
  'remote-user',
];
const ROLE_HEADERS = ['x-user-role', 'x-role', 'x-roles', 'x-admin', 'x-forwarded-groups'];
const ADDRESS_HEADERS = ['x-original-url', 'x-rewrite-url', 'x-original-uri', 'x-forwarded-uri'];

function accessTokenOf({ credential, name }: Actor): string {
  if (credential.kind !== 'bearer') throw new Error(`${name} has no access token`);
  return credential.accessToken;
}

test.use({ transport: 'undici' });

test.describe('The tenant of a call', { tag: '@security', annotation: covers('AZO-03') }, () => {
  test('is the credential’s, whatever a header, a cookie or the host names', async ({ world }) => {
    const { alpha, beta } = world;
    const viewer = await beta.actor('viewer');
    const foreignOwner = await alpha.actor('owner');
    const headers: Record<string, string>[] = [
      ...TENANT_HEADERS.flatMap((name) => [{ [name]: alpha.id }, { [name]: alpha.name }]),
      ...PERSON_HEADERS.map((name) => ({ [name]: foreignOwner.id })),
      ...ROLE_HEADERS.map((name) => ({ [name]: 'owner' })),
      ...ADDRESS_HEADERS.map((name) => ({ [name]: `${API_BASE_PATH}/datasets/${alpha.dataset.id}` })),
      { cookie: `tenant=${alpha.id}; tenantId=${alpha.id}; org=${alpha.id}` },
      { host: `${alpha.name}.assay.test` },
      { 'x-forwarded-host': `${alpha.name}.assay.test`, forwarded: `host=${alpha.name}.assay.test` },
    ];
    const plain = {
      tenant: dataOf(await viewer.api.tenant.get(), 200),
      datasets: dataOf(await viewer.api.datasets.list(), 200),
    };

    for (const header of headers) {
      const api = viewer.api.withHeaders(header);
      const seen = {
        tenant: dataOf(await api.tenant.get(), 200),
        datasets: dataOf(await api.datasets.list(), 200),
      };
      expect.soft(seen, JSON.stringify(header)).toEqual(plain);
      // The role stays the credential's as well, and so does the wall before a foreign thing.
      expect.soft(await api.audit.list(), JSON.stringify(header)).toBeRefused(403);
      expect.soft(await api.datasets.get(alpha.dataset.id), JSON.stringify(header)).toBeRefused(404);
    }
  });

  test('is not named by a body, on any change that the tenant’s own people make', async ({
    tenant,
    world,
  }) => {
    const { api } = tenant.owner;
    const foreign = { tenantId: world.alpha.id, tenant_id: world.alpha.id, tenant: { id: world.alpha.id } };
    const detector = { name: 'stray', algorithm: 'robust_zscore' };

    const created = await api.call({
      operationId: 'detectors.create',
      method: 'POST',
      path: '/detectors',
      json: { ...detector, ...foreign },
    });
    const renamed = await api.call({
      operationId: 'tenant.update',
      method: 'PATCH',
      path: '/tenant',
      json: { name: 'Stray', ...foreign },
    });

    for (const refused of [created, renamed]) {
      expect(refused).toBeRefused(422, { pointer: '/tenantId' });
      expect(refused).toBeRefused(422, { pointer: '/tenant_id' });
      expect(refused).toBeRefused(422, { pointer: '/tenant' });
    }
    expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
    const victim = await world.alpha.actor('owner');
    expect(dataOf(await victim.api.detectors.list({ q: 'stray' }), 200).total).toBe(0);
  });

  test('is not named by a claim that its bearer has edited', async ({ anonymous, world }) => {
    const owner = await world.beta.actor('owner');
    dataOf(await owner.api.tenant.get(), 200);
    const live = accessTokenOf(owner);

    for (const { flaw, token } of forgedTokens(live)) {
      const forger = anonymous.api.withHeaders({ authorization: `Bearer ${token}` });
      expect.soft(await forger.tenant.get(), flaw).toBeRefused(401);
    }
    const bearer = owner.api.withHeaders({ authorization: `Bearer ${live}` });
    expect(dataOf(await bearer.tenant.get(), 200).id).toBe(world.beta.id);
  });

  test('is not smuggled in by a parameter or a header that comes twice', async ({ world }) => {
    const { alpha, beta } = world;
    const viewer = await beta.actor('viewer');
    const send = (query: string) =>
      viewer.wire.send({ method: 'GET', target: `${API_BASE_PATH}/detections?${query}` });
    const own = `detectorId=${beta.detector.id}`;
    const foreign = `detectorId=${alpha.detector.id}`;

    const answers = await Promise.all(
      [`${own}&${foreign}`, `${foreign}&${own}`, `detectorId[]=${alpha.detector.id}`].map(send),
    );

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect((await send(own)).status).toBe(200);
  });
});
