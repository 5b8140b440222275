import { dataOf, expect, test } from '../../fixtures/index.ts';

const PUBLIC = 'https://hooks.example.com/assay';

test.describe('Webhooks', { tag: '@integration' }, () => {
  test('the secret of a webhook is shown on creation and never again', async ({ tenant }) => {
    const admin = await tenant.actor('admin');

    const made = dataOf(await admin.api.webhooks.create({ url: PUBLIC, minimumSeverity: 'high' }), 201);

    const { secret, ...shown } = made;
    expect(shown).toMatchObject({ url: PUBLIC, kinds: null, minimumSeverity: 'high' });
    expect(shown.createdBy).toMatchObject({ kind: 'user', id: admin.id });
    const listed = await admin.api.webhooks.list();
    expect(dataOf(listed, 200)).toMatchObject({ items: [shown], total: 1 });
    expect(listed.exchange.bodyText).not.toContain(secret);
  });

  test('each webhook has a secret of its own', async ({ tenant }) => {
    const admin = await tenant.actor('admin');

    const one = dataOf(await admin.api.webhooks.create({ url: PUBLIC }), 201);
    const other = dataOf(await admin.api.webhooks.create({ url: PUBLIC }), 201);

    expect(one.secret).not.toBe(other.secret);
  });

  test('a webhook that was removed is gone', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const { id } = dataOf(await admin.api.webhooks.create({ url: PUBLIC }), 201);

    expect(await admin.api.webhooks.remove(id)).toSucceed(204);

    expect(dataOf(await admin.api.webhooks.list(), 200).total).toBe(0);
    expect(await admin.api.webhooks.test(id)).toBeRefused(404);
    expect(await admin.api.webhooks.deliveries(id)).toBeRefused(404);
    expect(await admin.api.webhooks.remove(id)).toBeRefused(404);
  });

  test(
    'a webhook to a host and port of the public internet is taken',
    { tag: '@security' },
    async ({ tenant }) => {
      const admin = await tenant.actor('admin');
      const create = (url: string) => admin.api.webhooks.create({ url, kinds: ['nothing_at_all'] });

      expect(await create('https://hooks.example.com/assay?to=1')).toSucceed(201);
      expect(await create('http://hooks.example.com:8080/')).toSucceed(201);
      expect(await create('https://8.8.8.8/')).toSucceed(201);
      expect(await create('https://[2606:4700::1111]/')).toSucceed(201);
      expect(await create('http://172.32.0.1/')).toSucceed(201);
    },
  );

  test('a tenant has at most twenty webhooks, however many are made at once', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const make = () => admin.api.webhooks.create({ url: PUBLIC });

    const made = await Promise.all(Array.from({ length: 24 }, make));

    expect(made.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(made.filter(({ status }) => status === 409)).toHaveLength(4);
    expect(dataOf(await admin.api.webhooks.list(), 200).total).toBe(20);
  });

  test('an analyst cannot send the tenant’s events elsewhere, an admin can', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const admin = await tenant.actor('admin');

    expect(await analyst.api.webhooks.create({ url: PUBLIC })).toBeRefused(403);
    expect(await analyst.api.webhooks.list()).toBeRefused(403);
    expect(await admin.api.webhooks.create({ url: PUBLIC })).toSucceed(201);
  });
});
