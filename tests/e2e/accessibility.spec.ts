import { expect, test } from '../../fixtures/index.ts';
import { EVERY_PAGE } from './every-page.ts';

test.describe('Accessibility', { tag: ['@e2e', '@compliance'] }, () => {
  for (const place of EVERY_PAGE) {
    test(`the ${place.page} page meets WCAG 2.2 AA in light and in dark`, async ({
      world,
      anonymous,
      open,
    }) => {
      const pages = await open(place.signedOut ? anonymous : world.alpha.actors.owner);
      const { page, heading, loading } = pages;

      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(place.address(world));
      await expect(heading).toHaveText(place.heading(world));
      await expect(place.last(pages)).toBeVisible();
      await expect(loading).toHaveCount(0);
      await expect(page).toBeAccessible();

      await page.emulateMedia({ colorScheme: 'dark' });
      await page.reload();
      await expect(heading).toHaveText(place.heading(world));
      await expect(place.last(pages)).toBeVisible();
      await expect(loading).toHaveCount(0);
      await expect(page).toBeAccessible();
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`dialogs meet WCAG 2.2 AA in ${colorScheme}`, async ({ world, open }) => {
      const { page, apiKeys, dataset, members } = await open(world.alpha.actors.owner);
      await page.emulateMedia({ colorScheme });

      await dataset.goto(world.alpha.dataset.id);
      await dataset.askToDelete();
      await expect(dataset.deletion.root).toBeVisible();
      await expect(page).toBeAccessible();

      await members.goto();
      await members.askToAdd();
      await members.addition.save();
      await expect(members.addition.name).toHaveAccessibleDescription('Enter a name.');
      await expect(page).toBeAccessible();

      await apiKeys.goto();
      await apiKeys.askToCreate();
      await expect(apiKeys.creation.root).toBeVisible();
      await expect(page).toBeAccessible();
    });

    test(`refusals, empty lists and messages meet WCAG 2.2 AA in ${colorScheme}`, async ({
      tenant,
      open,
      openSignedOut,
    }) => {
      const visiting = await openSignedOut(tenant);
      await visiting.page.emulateMedia({ colorScheme });
      await visiting.login.goto();
      await visiting.login.signIn({ email: 'nobody@elsewhere.test', password: 'a wrong password' });
      await expect(visiting.alert).toContainText('Sign-in failed');
      await expect(visiting.page).toBeAccessible();

      const { page, datasets, newDetector, notification } = await open(tenant.owner);
      await page.emulateMedia({ colorScheme });
      await datasets.goto();
      await expect(datasets.emptyState('No datasets yet')).toBeVisible();
      await expect(page).toBeAccessible();

      await newDetector.goto();
      await newDetector.create();
      await expect(newDetector.name).toHaveAccessibleDescription('Enter a name.');
      await expect(page).toBeAccessible();

      await newDetector.name.fill('Card fraud');
      await newDetector.create();
      await expect(notification('Detector “Card fraud” created.')).toBeVisible();
      await expect(page).toBeAccessible();
    });
  }
});
