import { covers, expect, FOREIGN_NAMES, test } from '../../../fixtures/index.ts';

/** Pages that another site would like to show inside its own. */
const PAGES = [
  '/',
  '/login',
  '/register',
  '/account',
  '/members',
  '/api-keys',
  '/nothing-here',
  '/api/v1/auth/me',
];

test.describe('Windows and frames of other sites', { tag: '@security', annotation: covers('HDR-10') }, () => {
  for (const name of FOREIGN_NAMES) {
    test(`a page on ${name} shows no page of the target in a frame, and holds no window of it`, async ({
      world,
      target,
      openForeign,
      foreignSite,
    }) => {
      const foreign = await openForeign(await world.alpha.actor('owner'), name);

      for (const path of PAGES) {
        expect.soft(await foreign.framedTitle(`${target.url}${path}`), path).toBe('');
      }
      expect(await foreign.holdsWindow(`${target.url}/login`)).toBe(false);

      // The same page can frame and hold what does not forbid it.
      const own = foreignSite.origin(name);
      expect(await foreign.framedTitle(own)).toBe('Somebody else’s page');
      expect(await foreign.holdsWindow(own)).toBe(true);
    });
  }

  test('a page takes no messages of other windows', { tag: '@reads' }, async ({ anonymous }) => {
    const page = await anonymous.page();
    await page.addInitScript(`
      window.listened = [];
      const add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, ...rest) {
        if (this === window) window.listened.push(type);
        return add.call(this, type, ...rest);
      };`);

    await page.goto('/login');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

    const listened = await page.evaluate('({ types: window.listened, handler: window.onmessage })');
    expect(listened).toEqual({ types: expect.arrayContaining(['popstate']) as unknown, handler: null });
    expect(listened).not.toMatchObject({ types: expect.arrayContaining(['message']) });
  });
});
