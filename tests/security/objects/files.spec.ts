import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';

test.use({ transport: 'undici' });

test.describe('Files', { tag: '@security', annotation: covers('AZO-07') }, () => {
  test('an address of a file opens nothing without its reader’s own credential', async ({
    anonymous,
    world,
  }) => {
    const { alpha, beta } = world;
    const owner = await alpha.actor('owner');
    const stranger = await beta.actor('owner');
    const files = [
      `/privacy/exports/${await alpha.thing('privacyExport')}/file`,
      `/datasets/${alpha.dataset.id}/export`,
      `/detectors/${alpha.detector.id}/versions/1/export`,
      `/experiments/${await alpha.thing('experiment')}/export`,
    ];
    for (const file of files) {
      const get = ({ api }: Actor) => api.call({ operationId: 'file', method: 'GET', path: file });
      expect.soft(await get(anonymous), file).toBeRefused(401);
      expect.soft(await get(await alpha.actor('sales')), file).toBeRefused(403);
      expect.soft(await get(stranger), file).toBeRefused(404);
      const own = await get(owner);
      expect.soft(own, file).toSucceed(200);
      expect.soft(own.headers['cache-control'], file).toBe('no-store');
    }
  });

  test('no way through the folders leads from one’s own file to another', async ({ world }) => {
    const { alpha, beta } = world;
    const owner = await beta.actor('owner');
    const own = beta.dataset.id;
    const ways = [
      `${own}/../${alpha.dataset.id}`,
      `${own}%2f..%2f${alpha.dataset.id}`,
      `..%2f..%2f${alpha.id}%2fdatasets%2f${alpha.dataset.id}`,
      `${own}%00${alpha.dataset.id}`,
      `${own}%2e%2e%2f${alpha.dataset.id}`,
      `....//${alpha.dataset.id}`,
      `${alpha.dataset.id}%20`,
      alpha.dataset.id.toUpperCase(),
    ];

    const answers = await Promise.all(
      ways.map((way) =>
        owner.wire.send({ method: 'GET', target: `${API_BASE_PATH}/datasets/${way}/export` }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(ways.map(() => 404));
    const control = await owner.wire.send({
      method: 'GET',
      target: `${API_BASE_PATH}/datasets/${own}/export`,
    });
    expect(control.status).toBe(200);
    expect(control.bodyText).toContain(beta.canary);
  });

  test('a file is gone for everybody with what it was made of', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const content = 'a\n1\n2\n';
    const file = { name: 't.csv', contentType: 'text/csv', content };
    const { id } = dataOf(await analyst.api.datasets.create({ name: 'short-lived', file }), 201);
    expect(await analyst.api.datasets.export(id)).toSucceed(200);

    expect(await analyst.api.datasets.remove(id)).toSucceed(204);

    expect(await analyst.api.datasets.export(id)).toBeRefused(404);
    expect(await tenant.owner.api.datasets.export(id)).toBeRefused(404);
  });
});
