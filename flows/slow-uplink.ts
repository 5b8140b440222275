import type { Page } from '@playwright/test';

/** Lets a page send no more than `bytesPerSecond`, as over a poor connection, so that an upload can be seen at work. */
export async function slowUplink(page: Page, bytesPerSecond: number): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}
