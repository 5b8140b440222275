import { expect, PHONE, test } from '../../fixtures/index.ts';
import { EVERY_PAGE, onEachPage } from './every-page.ts';

/** By how many pixels a page is wider than the screen. */
const OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

test.use(PHONE);

test.describe('Every page on a phone', { tag: ['@e2e', '@compliance'] }, () => {
  for (const area of EVERY_PAGE) {
    test(`pages ${area.name} fit the screen and meet WCAG 2.2 AA`, async ({ world, anonymous, open }) => {
      await onEachPage(area, { world, anonymous, open }, async (page, name) => {
        await expect.soft(page, name).toBeAccessible();
        expect.soft(await page.evaluate(OVERHANG), `pixels that the ${name} page is too wide`).toBe(0);
      });
    });
  }
});
