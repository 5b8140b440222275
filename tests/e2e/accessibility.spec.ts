import { expect, type Page, PHONE, test } from '../../fixtures/index.ts';
import { EVERY_PAGE, onEachPage } from './every-page.ts';

/** By how many pixels a page is wider than the screen. */
const OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

test.describe('Accessibility', { tag: ['@e2e', '@compliance'] }, () => {
  for (const area of EVERY_PAGE) {
    test(`pages ${area.name} meet WCAG 2.2 AA in light, in dark and on a phone’s screen`, async ({
      world,
      anonymous,
      open,
    }) => {
      await onEachPage(area, { world, anonymous, open }, async (page, name) => {
        await expectAccessibleInBothSchemes(page, name);
        await expectToFitAPhone(page, name);
      });
    });
  }

  test('dialogs meet WCAG 2.2 AA in light and in dark', async ({ world, open }) => {
    const { page, apiKeys, dataset, members } = await open(await world.alpha.actor('owner'));

    await dataset.goto(world.alpha.dataset.id);
    await dataset.askToDelete();
    await expect(dataset.deletion.root).toBeVisible();
    await expectAccessibleInBothSchemes(page);

    await members.goto();
    await members.askToAdd();
    await members.addition.save();
    await expect(members.addition.name).toHaveAccessibleDescription('Enter a name.');
    await expectAccessibleInBothSchemes(page);

    await apiKeys.goto();
    await apiKeys.askToCreate();
    await expect(apiKeys.creation.root).toBeVisible();
    await expectAccessibleInBothSchemes(page);
  });

  test('a refused sign-in meets WCAG 2.2 AA in light and in dark', async ({ tenant, openSignedOut }) => {
    const { page, login, alert } = await openSignedOut(tenant);
    await login.goto();
    await login.signIn({ email: 'nobody@elsewhere.test', password: 'a wrong password' });
    await expect(alert).toContainText('Sign-in failed');
    await expectAccessibleInBothSchemes(page);
  });

  test('empty lists, refused forms and messages meet WCAG 2.2 AA in light and in dark', async ({
    tenant,
    open,
  }) => {
    const { page, datasets, newDetector, notification } = await open(tenant.owner);
    await datasets.goto();
    await expect(datasets.emptyState('No datasets yet')).toBeVisible();
    await expectAccessibleInBothSchemes(page);

    await newDetector.goto();
    await newDetector.create();
    await expect(newDetector.name).toHaveAccessibleDescription('Enter a name.');
    await expectAccessibleInBothSchemes(page);

    await newDetector.name.fill('Card fraud');
    await newDetector.create();
    await expect(notification('Detector “Card fraud” created.')).toBeVisible();
    await expectAccessibleInBothSchemes(page);
  });
});

/** As it is in light, and its colours once more in dark. Transitions are off: half-way they have a third colour. */
async function expectAccessibleInBothSchemes(page: Page, name = 'the page'): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expect.soft(page, `${name} in light`).toBeAccessible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.soft(page, `${name} in dark`).toHaveAccessibleColours();
}

/** As it is on a phone’s screen, in the visit that has it open; whole journeys on a phone are in `journeys.phone.spec.ts`. */
async function expectToFitAPhone(page: Page, name: string): Promise<void> {
  const desktop = page.viewportSize();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE.viewport);
  await expect.soft(page, `${name} on a phone’s screen`).toBeAccessible();
  expect.soft(await page.evaluate(OVERHANG), `pixels that the ${name} page is too wide`).toBe(0);
  if (desktop !== null) await page.setViewportSize(desktop);
}
