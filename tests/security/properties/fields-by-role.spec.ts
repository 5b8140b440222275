import { roleSchema } from '../../../api-clients/common/schemas.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import { memberReadings } from '../../../contract/readings.ts';
import { agreedContract, covers, expect, objectOf, test } from '../../../fixtures/index.ts';
import { MOVING, still } from '../moving-figures.ts';

const contract = agreedContract();
/** What several roles read of the same thing; what is each reader’s own, figures that move, and the plot, which needs its axes, are left out. */
const SHARED = memberReadings(contract).filter(({ id }) => {
  const { roles = [], object } = contract.rule(id);
  const own = id.startsWith('auth.') || id.startsWith('notifications.') || object === 'session';
  return roles.length > 1 && !own && !MOVING.has(id) && id !== 'detections.plot';
});

test.use({ transport: 'undici' });

test.describe('Fields by role', { tag: '@security', annotation: covers('AZP-04') }, () => {
  for (const operation of SHARED) {
    const { object, roles = [], key } = contract.rule(operation.id);

    test(`${operation.id} shows no role and no key a field that its owner does not see`, async ({
      world,
    }) => {
      const { alpha } = world;
      const request = bareRequest(operation, object === null ? undefined : await objectOf(alpha, object));
      // First everybody is there, so that all see the same members.
      const members = await Promise.all(
        roleSchema.options.filter((role) => roles.includes(role)).map((role) => alpha.actor(role)),
      );
      const readers = [...members, ...[alpha.keys.read].filter(() => key === 'read')];

      const owner = await (await alpha.actor('owner')).api.call(request);
      const others = await Promise.all(readers.map(({ api }) => api.call(request)));

      expect(owner).toSucceed(200);
      for (const result of others) {
        expect
          .soft(still(result.exchange.bodyText), result.exchange.actor)
          .toBe(still(owner.exchange.bodyText));
      }
    });
  }
});
