import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser, NO_BROWSER, type Browser } from '../config/browser.ts';
import { environment } from '../config/environment.ts';
import { runCommand } from './run-command.ts';

/** The browser that the suite would use now: configured, Playwright's own build, or the system's; `null` if there is none. */
export function currentBrowser(): Browser | null {
  return findBrowser({ configured: environment.browserExecutable, ownBuild: chromium.executablePath() });
}

/** One line that says which browser it is. */
export function describeBrowser(browser: Browser): string {
  return browser.executablePath ?? 'Playwright’s own Chromium';
}

/**
 * Finds a browser, or installs one: Playwright's own build first; where that cannot be downloaded, the
 * distribution's Chromium on Debian and Ubuntu as root. Ends the process with one line when neither works.
 */
export async function ensureBrowser(): Promise<Browser> {
  const found = currentBrowser();
  if (found) return found;
  for (const { title, command } of waysToInstall()) {
    process.stdout.write(`Installing a browser (${title}) … `);
    const { exitCode, seconds } = await runCommand(command[0], command.slice(1), { quiet: true });
    const installed = currentBrowser();
    if (exitCode === 0 && installed) {
      console.log(`done in ${seconds.toFixed(0)} s`);
      return installed;
    }
    console.log('not possible here');
  }
  console.error(NO_BROWSER);
  process.exit(1);
}

function waysToInstall(): { title: string; command: [string, ...string[]] }[] {
  const asRoot = process.getuid?.() === 0;
  const apt = existsSync('/usr/bin/apt-get');
  const playwright = 'node_modules/.bin/playwright';
  const libraries = asRoot && apt ? ` && ${playwright} install-deps chromium` : '';
  const ways: { title: string; command: [string, ...string[]] }[] = [
    {
      title: 'playwright install chromium',
      command: ['sh', '-c', `${playwright} install --only-shell chromium${libraries}`],
    },
  ];
  if (asRoot && apt) {
    const install = (name: string) => `DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${name}`;
    ways.push({
      title: 'apt-get install chromium',
      command: [
        'sh',
        '-c',
        `apt-get update -qq && (${install('chromium-headless-shell')} || ${install('chromium')})`,
      ],
    });
  }
  return ways;
}
