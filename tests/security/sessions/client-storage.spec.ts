import { covers, expect, type Page, test } from '../../../fixtures/index.ts';

/** Runs in the page, which knows names that Node does not. */
const LOOK = `(async () => ({
  localStorage: { ...localStorage },
  sessionStorage: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  serviceWorkers: (await navigator.serviceWorker.getRegistrations()).length,
  scriptCookies: document.cookie,
}))()`;

/** What the page's origin keeps in this browser. */
async function storedIn(page: Page): Promise<Record<string, unknown>> {
  const kept = await page.evaluate<Record<string, unknown>>(LOOK);
  return { ...kept, cookies: (await page.context().cookies()).map(({ name }) => name) };
}

const NOTHING = {
  localStorage: {},
  sessionStorage: {},
  databases: [],
  caches: [],
  serviceWorkers: 0,
  scriptCookies: '',
};

test.describe('What a browser keeps', { tag: '@security' }, () => {
  test(
    'is the session cookie alone, which scripts cannot read, and nothing at all after log-out',
    { annotation: covers({ check: 'SESS-07', asvs: ['V14.3.3'] }) },
    async ({ open, tenant }) => {
      const { account, heading, navigation, page } = await open(await tenant.actor('viewer'));
      await account.goto();
      await expect(heading).toHaveText('Account');

      const during = await storedIn(page);
      await navigation.signOut();
      await expect(page).toHaveURL('/login');
      const after = await storedIn(page);

      expect(during).toEqual({ ...NOTHING, cookies: [expect.stringMatching(/^(?:__Host-)?session$/)] });
      expect(after).toEqual({ ...NOTHING, cookies: [] });
    },
  );

  test(
    'shows nothing of the tenant after log-out: not by “Back”, not by reloading, not in the page’s memory',
    { annotation: covers({ check: 'SESS-07', asvs: ['V14.3.1', 'V14.3.2'] }) },
    async ({ open, tenant }) => {
      const { account, navigation, page } = await open(await tenant.actor('viewer'));
      const shown = async () => (await page.content()).includes(tenant.canary);
      await account.goto();
      await expect(page.getByText(tenant.canary).first()).toBeVisible();

      await navigation.signOut();
      await expect(page).toHaveURL('/login');
      const atOnce = await shown();
      await page.goBack();
      await expect(page).toHaveURL(/\/login/);
      const back = await shown();
      await page.reload();
      await expect(page).toHaveURL(/\/login/);

      expect([atOnce, back, await shown()]).toEqual([false, false, false]);
    },
  );

  test(
    'is worth nothing to whoever copied it before the log-out',
    { annotation: covers('SESS-02') },
    async ({ anonymous, open, tenant }) => {
      const { account, heading, navigation, page } = await open(await tenant.actor('viewer'));
      await account.goto();
      await expect(heading).toHaveText('Account');
      const copied = await page.context().cookies();
      const cookie = copied.map(({ name, value }) => `${name}=${value}`).join('; ');

      await navigation.signOut();
      await expect(page).toHaveURL('/login');

      expect(copied).toHaveLength(1);
      expect(await anonymous.api.withHeaders({ cookie }).auth.me()).toBeRefused(401);
      await page.context().addCookies(copied);
      await account.goto();
      await expect(page).toHaveURL('/login?return=%2Faccount');
    },
  );
});
