import type { Locator, Page } from '@playwright/test';

/** More than any page has to pass by. */
const MOST_PRESSES = 80;

const HAS_FOCUS = 'element => element === document.activeElement';

/** Presses Tab until `target` has the focus, as somebody without a mouse would; throws where it cannot be reached so. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await target.evaluate(HAS_FOCUS)) === true) return;
  }
  throw new Error(`${target.toString()} is not reached with ${MOST_PRESSES} presses of Tab`);
}
