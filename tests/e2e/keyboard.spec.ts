import { dataOf, expect, test } from '../../fixtures/index.ts';
import { tabTo } from '../../flows/tab-to.ts';

test.describe('The keyboard alone', { tag: ['@e2e', '@compliance'] }, () => {
  test('is enough to sign in and to create a detector', async ({ tenant, openSignedOut }) => {
    const analyst = await tenant.actor('analyst');
    const { page, detectors, heading, login, navigation, newDetector } = await openSignedOut(tenant);
    const { keyboard } = page;
    await login.goto();
    await expect(heading).toHaveText('Sign in');

    await keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content', exact: true })).toBeFocused();
    await tabTo(page, login.email);
    await keyboard.type(analyst.email);
    await tabTo(page, login.password);
    await keyboard.type(analyst.password);
    await keyboard.press('Enter');
    await expect(heading).toHaveText('Overview');
    await expect(heading).toBeFocused();

    await tabTo(page, navigation.link('Detectors'));
    await keyboard.press('Enter');
    await expect(heading).toHaveText('Detectors');
    await expect(heading).toBeFocused();
    await tabTo(page, detectors.newLink);
    await keyboard.press('Enter');
    await expect(newDetector.createButton).toBeVisible();
    await expect(heading).toBeFocused();

    await tabTo(page, newDetector.name);
    await keyboard.type('Made by keys');
    await tabTo(page, newDetector.algorithm('Isolation forest'));
    await keyboard.press('ArrowDown');
    await expect(newDetector.algorithm('Robust z-score')).toBeChecked();
    await tabTo(page, newDetector.contamination);
    await keyboard.type('0.1');
    await tabTo(page, newDetector.createButton);
    await keyboard.press('Enter');

    await expect(heading).toHaveText('Made by keys');
    await expect(heading).toBeFocused();
    const { items } = dataOf(await analyst.api.detectors.list(), 200);
    expect(items).toMatchObject([{ name: 'Made by keys', algorithm: 'robust_zscore', contamination: 0.1 }]);
  });
});
