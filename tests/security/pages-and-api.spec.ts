import { roleSchema } from '../../api-clients/common/schemas.ts';
import { loadContract } from '../../contract/contract.ts';
import { type Actor, covers, expect, test, type World } from '../../fixtures/index.ts';
import { EVERY_PAGE, onEachPage } from '../e2e/every-page.ts';
import { deniedCalls, deniedControls, statusFor } from './pages/controls.ts';
import { callsOf, type PageCall, replayOf } from './pages/traffic.ts';

const contract = loadContract();
const forMembers = EVERY_PAGE.filter(({ signedOut, name }) => !signedOut && name !== 'that are not there');

/** Addresses of the pages, those of single things too, to which the navigation leads. One after another: they make what they show. */
async function addressesBelow(offered: readonly string[], world: World): Promise<string[]> {
  const addresses: string[] = [];
  for (const { address } of forMembers.flatMap(({ places }) => places)) addresses.push(await address(world));
  return addresses.filter((address) =>
    offered.some((place) => address === place || (place !== '/' && address.startsWith(`${place}/`))),
  );
}

/** What the passive oracles check in all that an owner's pages send, receive and download. */
const PASSIVE = covers('SESS-09', 'PRV-07', 'ERR-08', 'AZP-03', 'CON-01', 'HDR-09');

test.describe('Pages and API', { tag: ['@security'], annotation: covers('AZF-06') }, () => {
  test.use({ transport: 'undici' });

  for (const area of forMembers) {
    test(
      `what the pages ${area.name} ask for an owner, every other role gets as the policy says`,
      { annotation: PASSIVE },
      async ({ world, anonymous, open }) => {
        const calls: ReadonlyMap<string, PageCall>[] = [];
        const recording = async (actor: Actor) => {
          const pages = await open(actor);
          calls.push(callsOf(pages.page, contract));
          return pages;
        };
        await onEachPage(area, { world, anonymous, open: recording }, () => Promise.resolve());
        const made = calls.flatMap((each) => [...each.values()]);

        for (const role of roleSchema.options) {
          const { api } = await world.alpha.actor(role);
          for (const call of made) {
            const { status } = await api.call(replayOf(call));
            expect
              .soft(status, `${call.operation.id} (${call.path}) as ${role}`)
              .toBe(statusFor(contract, role, call.operation.id));
          }
        }

        expect(made.length, 'calls that the pages made').toBeGreaterThan(0);
      },
    );
  }

  for (const role of ['viewer', 'analyst', 'sales'] as const) {
    test(`the pages that are offered to a ${role} neither ask nor offer what the policy denies`, async ({
      world,
      open,
    }) => {
      const pages = await open(await world.alpha.actor(role));
      const calls = callsOf(pages.page, contract);
      await pages.overview.goto();
      await expect(pages.navigation.signOutButton).toBeVisible();
      const offered = await pages.navigation.destinations();
      const denied: string[] = [];

      for (const address of await addressesBelow(offered, world)) {
        await pages.page.goto(address);
        await expect(pages.heading).toBeVisible();
        await expect(pages.loading).toHaveCount(0);
        denied.push(...(await deniedControls(pages.page, role, contract)));
      }

      denied.push(...deniedCalls(calls.values(), role, contract));
      expect(denied, `what policy.yaml denies to a ${role}`).toEqual([]);
      expect(calls.size, 'calls that the pages made').toBeGreaterThan(5);
    });
  }
});
