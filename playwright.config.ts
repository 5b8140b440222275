import path from 'node:path';
import { chromium, defineConfig } from '@playwright/test';
import { findBrowser } from './config/browser.ts';
import { environment, ROOT } from './config/environment.ts';
import { SUITE_PROJECTS } from './config/projects.ts';
import { referenceServer, runFolder, runsFolder } from './targets/reference.ts';

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
    // The first: what it takes out of titles, steps, errors and attachments, no other is told.
    [path.join(ROOT, 'reporting/redaction/redaction-reporter.ts')],
    [path.join(ROOT, 'reporting/console/progress-reporter.ts')],
    [
      path.join(ROOT, 'reporting/run/summary-reporter.ts'),
      { outputFile: path.join(ROOT, 'reports/summary.json') },
    ],
    [
      path.join(ROOT, 'reporting/coverage/operation-coverage-reporter.ts'),
      { outputFile: path.join(ROOT, 'reports/operation-coverage.json') },
    ],
    ['html', { open: 'never', outputFolder: path.join(ROOT, 'playwright-report') }],
    ['junit', { outputFile: path.join(ROOT, 'reports/junit.xml') }],
    [
      path.join(ROOT, 'reporting/allure/allure-environment-reporter.ts'),
      { resultsDir: path.join(ROOT, 'allure-results') },
    ],
    [
      path.join(ROOT, 'reporting/allure/allure-reporter.ts'),
      { resultsDir: path.join(ROOT, 'allure-results') },
    ],
    [path.join(ROOT, 'reporting/otel/otel-reporter.ts')],
    // Behind those that write: goes through what they have written.
    [
      path.join(ROOT, 'reporting/artefacts/artefact-reporter.ts'),
      {
        outputFile: path.join(ROOT, 'reports/secrets.json'),
        folders: [runFolder(environment, ROOT)],
        othersFolder: runsFolder(ROOT),
      },
    ],
    [
      path.join(ROOT, 'reporting/security/security-coverage-reporter.ts'),
      {
        outputDir: path.join(ROOT, 'reports'),
        allureResultsDir: path.join(ROOT, 'allure-results'),
        secretsFile: path.join(ROOT, 'reports/secrets.json'),
      },
    ],
    [
      path.join(ROOT, 'reporting/coverage/contract-coverage-reporter.ts'),
      {
        outputFile: path.join(ROOT, 'reports/contract-coverage.json'),
        store: path.join(ROOT, 'reports/history/runs.jsonl'),
        allureResultsDir: path.join(ROOT, 'allure-results'),
      },
    ],
    [
      path.join(ROOT, 'reporting/history/history-reporter.ts'),
      {
        outputFile: path.join(ROOT, 'reports/history.html'),
        store: path.join(ROOT, 'reports/history/runs.jsonl'),
        coverageFile: path.join(ROOT, 'reports/contract-coverage.json'),
        allureResultsDir: path.join(ROOT, 'allure-results'),
      },
    ],
    // Judges by what the others have found.
    [
      path.join(ROOT, 'reporting/gates/gates-reporter.ts'),
      {
        outputFile: path.join(ROOT, 'reports/gates.json'),
        allureResultsDir: path.join(ROOT, 'allure-results'),
        evidence: {
          coverage: path.join(ROOT, 'reports/operation-coverage.json'),
          secrets: path.join(ROOT, 'reports/secrets.json'),
          killMatrix: path.join(ROOT, 'reports/prove/kill-matrix.json'),
          comparison: path.join(ROOT, 'reports/load/comparison.json'),
        },
      },
    ],
    // Playwright's own: what failed, beside its line in the pull request.
    ...(environment.github ? ([['github']] as const) : []),
    // Behind the gates: they tell what those have said.
    [
      path.join(ROOT, 'reporting/ci/job-summary-reporter.ts'),
      { gatesFile: path.join(ROOT, 'reports/gates.json') },
    ],
    [
      path.join(ROOT, 'reporting/notifications/notify-reporter.ts'),
      {
        gatesFile: path.join(ROOT, 'reports/gates.json'),
        verdictFile: path.join(ROOT, 'reports/history/last-verdict.json'),
      },
    ],
  ],
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    // Snapshots of the page tell the story; filming it as well costs a fifth of the time.
    trace: { mode: environment.trace, screenshots: false },
    launchOptions: browser?.executablePath === undefined ? {} : { executablePath: browser.executablePath },
  },
  projects: SUITE_PROJECTS.map(({ name, browser: opensBrowser, playwright }) => ({
    ...(opensBrowser ? { workers: environment.browserWorkers } : {}),
    ...playwright,
    name,
    testDir: path.join(ROOT, playwright.testDir ?? 'tests'),
  })),
  ...(environment.baseUrl === null ? { webServer: referenceServer(environment, ROOT) } : {}),
});
