import type { Locator, Page } from '@playwright/test';

/** More than any page has to pass by. */
const MOST_PRESSES = 80;

/** What is needed of an element in the browser, whose types a program in Node does not have. */
interface InDocument {
  ownerDocument: { activeElement: unknown };
}

/** Presses Tab until `target` has the focus, as somebody without a mouse would; throws where it cannot be reached so. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element: InDocument) => element.ownerDocument.activeElement === element))
      return;
  }
  throw new Error(`${target.toString()} is not reached with ${MOST_PRESSES} presses of Tab`);
}
