import { existsSync } from 'node:fs';
import path from 'node:path';

/** Which browser to start: an executable, or Playwright's own choice when `executablePath` is not given. */
export interface Browser {
  executablePath?: string;
}

export interface BrowserSearch {
  /** `BROWSER_EXECUTABLE`, known to exist. */
  configured: string | null;
  /** Where Playwright's own Chromium would be. */
  ownBuild: string;
  /** System browsers to try, in order. */
  candidates?: readonly string[];
  /** Whether the browser is to be seen. */
  headed?: boolean;
  exists?: (file: string) => boolean;
}

/** Starts faster than a whole browser, and cannot be seen. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

const SYSTEM_BROWSERS = [
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

export const NO_BROWSER =
  'No browser found: run "npx playwright install chromium", or set BROWSER_EXECUTABLE in .env to a Chromium or Chrome; the api project needs none.';

/** Finds a browser: the configured one, else Playwright's own build, else one of the system; `null` if there is none. */
export function findBrowser({
  configured,
  ownBuild,
  candidates = SYSTEM_BROWSERS,
  headed = false,
  exists = existsSync,
}: BrowserSearch): Browser | null {
  if (configured !== null) return { executablePath: configured };
  if (!headed && exists(headlessShellFolder(ownBuild))) return {};
  const usable = headed ? candidates.filter((file) => file !== HEADLESS_SHELL) : candidates;
  const executablePath = [ownBuild, ...usable].find((file) => exists(file));
  return executablePath === undefined ? null : { executablePath };
}

/** Playwright keeps the headless shell, which it prefers, in a folder beside the full build's: `chromium_headless_shell-1234`. */
function headlessShellFolder(ownBuild: string): string {
  const folder = /^(.*[\\/])chromium(-\d+)[\\/]/.exec(ownBuild);
  return folder === null ? path.join(ownBuild, 'none') : `${folder[1]}chromium_headless_shell${folder[2]}`;
}
