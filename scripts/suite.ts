import { describeBrowser, ensureBrowser } from './browser.ts';
import { runCommand } from './run-command.ts';

// `npm run suite`: finds or installs a browser, runs the suite (which starts the reference platform unless BASE_URL
// names another target) and prints where the reports are. Options of Playwright pass through.

const browser = await ensureBrowser();
console.log(`Browser: ${describeBrowser(browser)}`);
const run = await runCommand('node_modules/.bin/playwright', ['test', ...process.argv.slice(2)]);
process.exitCode = run.exitCode;
