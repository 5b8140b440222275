import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { describeBrowser, ensureBrowser } from './browser.ts';
import { runCommand } from './run-command.ts';

// `npm run suite`: finds or installs a browser, runs the suite (which starts the reference platform unless BASE_URL
// names another target), makes the Allure report and prints where the reports are. Options of Playwright pass through.

const INTERRUPTED = 128;

const browser = await ensureBrowser();
console.log(`Browser   ${describeBrowser(browser)}`);
// Results of an earlier run would count in this one's report.
await rm('allure-results', { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
const run = await runCommand('node_modules/.bin/playwright', ['test', ...process.argv.slice(2)]);
process.exitCode = run.exitCode;
if (run.exitCode <= INTERRUPTED && existsSync('allure-results')) await report();

async function report(): Promise<void> {
  const made = await runCommand(process.execPath, ['--import', 'tsx', 'reporting/allure/allure-report.ts'], {
    quiet: true,
  });
  if (made.exitCode !== 0) {
    console.error('The Allure report could not be made: run "npm run report" to see why.');
    process.exitCode ||= made.exitCode;
    return;
  }
  console.log(
    [
      '',
      `Allure report    allure-report/index.html, made in ${made.seconds.toFixed(1)} s; open it with: npm run report:open`,
      'Traces           playwright-report/index.html; open it with: npx playwright show-report',
      'Over the runs    reports/history.html; in the terminal: npm run history',
      'For machines     reports/gates.json, reports/summary.json, reports/junit.xml',
    ].join('\n'),
  );
}
