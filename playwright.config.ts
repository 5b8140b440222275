import path from 'node:path';
import { chromium, defineConfig } from '@playwright/test';
import { findBrowser } from './config/browser.ts';
import { environment, ROOT } from './config/environment.ts';
import { SUITE_PROJECTS } from './config/projects.ts';
import { referenceServer } from './targets/reference.ts';

const browser = findBrowser({
  configured: environment.browserExecutable,
  ownBuild: chromium.executablePath(),
  headed: environment.headed,
});

export default defineConfig({
  globalSetup: path.join(ROOT, 'global-setup.ts'),
  globalTeardown: path.join(ROOT, 'global-teardown.ts'),
  outputDir: path.join(ROOT, 'test-results'),
  workers: environment.workers,
  fullyParallel: true,
  forbidOnly: environment.ci,
  retries: 0,
  failOnFlakyTests: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reportSlowTests: null,
  reporter: [
    [path.join(ROOT, 'reporting/progress-reporter.ts')],
    [
      path.join(ROOT, 'reporting/summary-reporter.ts'),
      { outputFile: path.join(ROOT, 'reports/summary.json') },
    ],
    ['html', { open: 'never', outputFolder: path.join(ROOT, 'playwright-report') }],
    ['junit', { outputFile: path.join(ROOT, 'reports/junit.xml') }],
    [
      path.join(ROOT, 'reporting/allure-environment-reporter.ts'),
      { resultsDir: path.join(ROOT, 'allure-results') },
    ],
    ['allure-playwright', { resultsDir: path.join(ROOT, 'allure-results') }],
  ],
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    // What a trace holds is paid by every browser test, also by those that pass: snapshots of the page with each step a
    // sixth of the time, its film a fifth. A machine nobody sits at takes the snapshots; a person can run the test again.
    trace: {
      mode: environment.trace,
      screenshots: false,
      snapshots: environment.ci || environment.trace === 'on',
      sources: environment.ci,
    },
    launchOptions: browser?.executablePath === undefined ? {} : { executablePath: browser.executablePath },
  },
  projects: SUITE_PROJECTS.map(({ name, playwright }) => ({
    ...playwright,
    name,
    testDir: path.join(ROOT, playwright.testDir ?? 'tests'),
  })),
  ...(environment.baseUrl === null ? { webServer: referenceServer(environment, ROOT) } : {}),
});
