import { roleSchema } from '../../api-clients/common/schemas.ts';
import { loadBaseline } from '../../contract/contract.ts';
import { Schemas } from '../../contract/schema/schema-node.ts';
import {
  agreedContract,
  type Actor,
  covers,
  expect,
  inBatches,
  type Page,
  test,
  type World,
} from '../../fixtures/index.ts';
import { EVERY_PAGE, onEachPage } from '../e2e/every-page.ts';
import { isPromised, noteAnswers, notedAnswers, schemaOf, undeclaredFields } from './pages/answers.ts';
import { deniedCalls, deniedControls, statusFor } from './pages/controls.ts';
import { callsOf, type PageCall, replayOf } from './pages/traffic.ts';

const contract = agreedContract();
const schemas = new Schemas(loadBaseline());
const forMembers = EVERY_PAGE.filter(({ signedOut, name }) => !signedOut && name !== 'that are not there');

/** Calls on their way at a time. */
const AT_ONCE = 6;

/** Addresses of the pages, those of single things too, to which the navigation leads. One after another: they make what they show. */
async function addressesBelow(offered: readonly string[], world: World): Promise<string[]> {
  const addresses: string[] = [];
  for (const { address } of forMembers.flatMap(({ places }) => places)) addresses.push(await address(world));
  return addresses.filter((address) =>
    offered.some((place) => address === place || (place !== '/' && address.startsWith(`${place}/`))),
  );
}

/** What is checked in all that an owner's pages send, receive, read and download, mostly by the passive oracles. */
const PASSIVE = covers('SESS-09', 'PRV-07', 'ERR-08', 'AZP-03', 'CON-01', 'CON-10', 'CON-11', 'HDR-09');

/** Fields that may be missing, of which the pages know that: bounds that a parameter does not have, filters not set. */
const KNOWN_TO_BE_OPTIONAL =
  /^GET \/(?:algorithms: \/items\/\[\]\/parameters|patterns: \/items\/\[\]\/definition\/filter)\//;

/** How what a page got and read of the API differs from what the contract's document says of it. */
async function drift(
  page: Page,
): Promise<{ undescribed: string[]; undeclared: string[]; unpromised: string[] }> {
  const described = (await notedAnswers(page)).map((answer) => {
    const operation = contract.operationOf({ ...answer, operationId: '' });
    return {
      answer,
      name: `${answer.method} ${answer.path}`,
      schema: operation && schemaOf(operation, answer),
    };
  });
  const known = described.filter(({ schema }) => schema !== undefined);
  const told = (places: (one: (typeof known)[number]) => string[]) =>
    known.flatMap((one) => places(one).map((place) => `${one.name}: ${place}`));
  return {
    undescribed: described.filter(({ schema }) => schema === undefined).map(({ name }) => name),
    undeclared: told(({ schema, answer }) => undeclaredFields(schemas, schema, answer.body)),
    unpromised: told(({ schema, answer }) =>
      answer.reads.filter((place) => !isPromised(schemas, schema, place)),
    ).filter((line) => !KNOWN_TO_BE_OPTIONAL.test(line)),
  };
}

test.describe('Pages and API', { tag: ['@security'], annotation: covers('AZF-06') }, () => {
  test.use({ transport: 'undici' });

  for (const area of forMembers) {
    test(
      `what the pages ${area.name} ask for an owner is described, and every other role gets it as the policy says`,
      { annotation: PASSIVE },
      async ({ world, anonymous, open }) => {
        const calls: ReadonlyMap<string, PageCall>[] = [];
        const recording = async (actor: Actor) => {
          const pages = await open(actor);
          calls.push(callsOf(pages.page, contract));
          await noteAnswers(pages.page);
          return pages;
        };
        const drifts: Awaited<ReturnType<typeof drift>>[] = [];
        await onEachPage(area, { world, anonymous, open: recording }, async (page) => {
          drifts.push(await drift(page));
        });
        const made = calls.flatMap((each) => [...each.values()]);

        const replayed = roleSchema.options.flatMap((role) => made.map((call) => ({ role, call })));
        const statuses = await inBatches(replayed, AT_ONCE, async ({ role, call }) => {
          const { api } = await world.alpha.actor(role);
          return (await api.call(replayOf(call))).status;
        });

        const named = ({ role, call }: (typeof replayed)[number]) =>
          `${call.operation.id} (${call.path}) as ${role}`;
        expect
          .soft(replayed.map((each, index) => `${named(each)}: ${statuses[index]}`))
          .toEqual(
            replayed.map(
              (each) => `${named(each)}: ${statusFor(contract, each.role, each.call.operation.id)}`,
            ),
          );
        expect(made.length, 'calls that the pages made').toBeGreaterThan(0);
        expect.soft(drifts.at(-1)).toEqual({ undescribed: [], undeclared: [], unpromised: [] });
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
