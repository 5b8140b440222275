import { bareRequest } from '../../../contract/bare-request.ts';
import { agreedContract, covers, dataOf, expect, objectOf, test } from '../../../fixtures/index.ts';

const contract = agreedContract();
const taking = contract.operations.filter(
  ({ id, requestBody }) => requestBody.has('application/json') && contract.rule(id).access === 'member',
);

/** Fields by which a path into an object, or its prototype, is named. */
const PATHS = [
  'owner.role',
  'tenant[id]',
  'tenant/id',
  'members.0.role',
  'constructor',
  'prototype',
  '__proto__',
  '$where',
];

/** As JSON pointers have them. */
const pointerTo = (name: string) => `/${name.replaceAll('/', '~1')}`;

const patch = [{ op: 'replace', path: '/role', value: 'owner' }];
const raw = (contentType: string, body: unknown) => ({
  raw: { contentType, content: JSON.stringify(body) },
});

test.use({ transport: 'undici' });

test.describe('Hostile bodies', { tag: '@security', annotation: covers('AZP-06') }, () => {
  for (const operation of taking) {
    test(`${operation.id} takes no patch, no path and no prototype for a field`, async ({ world }) => {
      const { api } = await world.alpha.actor('owner');
      const { object } = contract.rule(operation.id);
      const request = bareRequest(
        operation,
        object === null ? undefined : await objectOf(world.alpha, object),
      );
      // Written as text: an object literal would lose the prototype.
      const body = `{${PATHS.map((name) => `"${name}":{"isAdmin":true,"role":"owner"}`).join(',')}}`;

      const list = await api.call({ ...request, json: patch });
      const jsonPatch = await api.call({ ...request, ...raw('application/json-patch+json', patch) });
      const mergePatch = await api.call({ ...request, ...raw('application/merge-patch+json', {}) });
      const paths = await api.call({ ...request, raw: { contentType: 'application/json', content: body } });

      expect.soft(list).toBeRefused(422, { pointer: '' });
      expect.soft(jsonPatch).toBeRefused(415);
      expect.soft(mergePatch).toBeRefused(415);
      for (const name of PATHS) expect.soft(paths, name).toBeRefused(422, { pointer: pointerTo(name) });
    });
  }

  test('what was sent for a prototype is in nothing that is made afterwards', async ({ tenant }) => {
    const { api } = tenant.owner;
    const analyst = await tenant.actor('analyst');
    const polluting = [
      '{"__proto__":{"role":"owner","plan":"enterprise","polluted":true},"name":"x"}',
      '{"constructor":{"prototype":{"role":"owner","polluted":true}},"name":"x"}',
      '{"name":"d","algorithm":"robust_zscore","parameters":{"__proto__":{"polluted":true}}}',
    ];

    for (const content of polluting) {
      const sent = await analyst.api.call({
        operationId: 'detectors.create',
        method: 'POST',
        path: '/detectors',
        raw: { contentType: 'application/json', content },
      });
      expect.soft(sent, content).toBeRefused(422);
    }
    const made = await api.detectors.create({ name: 'fresh', algorithm: 'robust_zscore' });

    expect(made.exchange.bodyText).not.toContain('polluted');
    expect(dataOf(made, 201)).toMatchObject({ name: 'fresh', status: 'untrained' });
    expect(await analyst.api.audit.list()).toBeRefused(403);
    expect(dataOf(await api.tenant.get(), 200).plan).toBe('standard');
  });
});
