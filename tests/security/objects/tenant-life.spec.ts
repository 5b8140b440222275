import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { credentialHeaders } from '../../../api-clients/http/credential.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

test.use({ transport: 'undici' });

test.describe('The life of a tenant', { tag: '@security' }, () => {
  for (const end of ['suspended', 'removed'] as const) {
    test(
      `a tenant that is ${end} is shut to every credential at once, and its neighbour goes on`,
      { annotation: covers('AZO-12') },
      async ({ anonymous, neighbour, operator, tenant }) => {
        const { email, password } = tenant.owner;
        const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
        const cookie = await tenant.actor('viewer', { credential: 'cookie' });
        const key = await tenant.apiKey(['read', 'write', 'ingest']);
        const channel = await tenant.owner.live.open(notificationChannel);
        const { ticket } = dataOf(
          await tenant.owner.api.auth.wsTicket({ path: notificationChannel.path }),
          200,
        );
        const bearer = anonymous.api.withHeaders(credentialHeaders(tenant.owner.credential, 'GET'));
        expect((await cookie.api.auth.me()).status).toBe(200);
        expect((await key.api.datasets.list()).status).toBe(200);

        const ended = {
          suspended: () => operator.api.operator.updateTenant(tenant.id, { status: 'suspended' }),
          removed: () => operator.api.operator.removeTenant(tenant.id),
        };
        expect((await ended[end]()).ok).toBe(true);

        expect(await bearer.auth.me()).toBeRefused(401);
        expect(await cookie.api.auth.me()).toBeRefused(401);
        expect(await key.api.datasets.list()).toBeRefused(401);
        expect(await anonymous.api.auth.refresh(tokens?.refreshToken ?? '')).toBeRefused(401);
        expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
        expect(await anonymous.live.refusal(notificationChannel, { ticket })).toBeRefused(401);
        expect((await channel.closing).code).toBe(4401);
        expect(await neighbour.owner.api.tenant.get()).toSucceed(200);
      },
    );
  }

  test(
    'an address belongs to one tenant at a time, and takes nothing along to the next',
    { annotation: covers('AZO-13') },
    async ({ anonymous, neighbour, tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const { email } = analyst;
      await uploadTable(analyst, labelledTable({ seed, rows: 20 }));
      const again = { email, name: 'Same person', role: 'viewer', password: 'a long pass phrase' } as const;
      const old = anonymous.api.withHeaders(credentialHeaders(analyst.credential, 'GET'));

      expect(await neighbour.owner.api.members.create(again)).toBeRefused(409);
      expect(await tenant.owner.api.members.remove(analyst.id)).toSucceed(204);
      const member = dataOf(await neighbour.owner.api.members.create(again), 201);

      expect(await old.datasets.list()).toBeRefused(401);
      const { email: address, password } = again;
      const login = dataOf(await anonymous.api.auth.login({ email: address, password }), 200);
      expect(login.tenant?.id).toBe(neighbour.id);
      expect(login.user).toMatchObject({ id: member.id, role: 'viewer' });
      const bearer = neighbour.owner.api.withHeaders({
        authorization: `Bearer ${login.tokens?.accessToken ?? ''}`,
      });
      expect(dataOf(await bearer.datasets.list(), 200).total).toBe(0);
      expect(await bearer.members.get(analyst.id)).toBeRefused(404);
      expect(await bearer.members.update(member.id, { role: 'analyst' })).toBeRefused(403);
    },
  );
});
