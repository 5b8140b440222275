import { expect, test } from '../../fixtures/index.ts';
import { EVERY_PAGE } from './every-page.ts';

/** By how many pixels a page is wider than the screen. */
const OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

test.describe('Every page on a phone', { tag: ['@e2e', '@compliance'] }, () => {
  for (const place of EVERY_PAGE) {
    test(`the ${place.page} page fits the screen and meets WCAG 2.2 AA`, async ({
      world,
      anonymous,
      open,
    }) => {
      const pages = await open(place.signedOut ? anonymous : world.alpha.actors.owner);
      const { page, heading, loading } = pages;

      await page.goto(place.address(world));
      await expect(heading).toHaveText(place.heading(world));
      await expect(place.last(pages)).toBeVisible();
      await expect(loading).toHaveCount(0);
      await expect.poll(() => page.evaluate(OVERHANG)).toBe(0);
      await expect(page).toBeAccessible();
    });
  }
});
