import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../config/browser.ts';
import { startStream } from '../../flows/start-stream.ts';
import { Pages } from '../../page-objects/pages.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';
import { deliver } from './deliver.ts';
import { MortalPlatform } from './mortal-platform.ts';

const BATCH = 20;

const platform = new MortalPlatform();
const browsers: Browser[] = [];

/** The page of a stream, opened by the platform's owner. */
async function openStream(streamId: string): Promise<Pages> {
  const found = findBrowser({ configured: null, ownBuild: chromium.executablePath() });
  const browser = await chromium.launch(found ?? {});
  browsers.push(browser);
  const pages = new Pages(await browser.newPage({ baseURL: platform.url }));
  await pages.login.goto();
  await pages.login.signIn(platform.account);
  await pages.heading.filter({ hasText: 'Overview' }).waitFor();
  await pages.stream.goto(streamId);
  return pages;
}

describe.skipIf(process.platform !== 'linux')('the page of a live stream', () => {
  beforeAll(async () => {
    await platform.start();
    await platform.register();
  });

  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await platform.stop();
  });

  it('shows every point once, though the control plane was killed meanwhile', async () => {
    const owner = await platform.owner();
    const table = labelledTable({ seed: 4, rows: BATCH });
    const { stream } = await startStream(owner, table);
    const { stream: page } = await openStream(stream.id);
    const shown = (text: string) => page.connection.filter({ hasText: text }).waitFor({ timeout: 20_000 });
    const chartSays = (said: RegExp) =>
      expect.poll(() => page.chart.getAttribute('aria-label'), { timeout: 20_000 }).toMatch(said);
    await shown('Live');
    await deliver(owner.api, stream.id, streamPoints(table));
    await chartSays(/^Scores of 20 points up to sequence 20:/);

    const cut = shown('Disconnected');
    platform.kill('control');
    await cut;
    await deliver(owner.api, stream.id, streamPoints(table, BATCH + 1));

    await chartSays(/^Scores of 40 points up to sequence 40:/);
    await shown('Live');
  });
});
