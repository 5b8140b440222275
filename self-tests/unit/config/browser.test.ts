import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../config/browser.ts';

const OWN = '/cache/ms-playwright/chromium-1234/chrome-linux64/chrome';
const SHELL = '/cache/ms-playwright/chromium_headless_shell-1234';

function find(present: string[], configured: string | null = null) {
  return findBrowser({
    configured,
    ownBuild: OWN,
    candidates: ['/usr/bin/chromium', '/usr/bin/google-chrome'],
    exists: (file) => present.includes(file),
  });
}

describe('finding a browser', () => {
  it('takes the configured one before any other', () => {
    expect(find([SHELL, '/usr/bin/chromium'], '/opt/chrome')).toEqual({ executablePath: '/opt/chrome' });
  });

  it("leaves the choice to Playwright where its own build's headless shell is there", () => {
    expect(find([SHELL, OWN, '/usr/bin/chromium'])).toEqual({});
  });

  it("takes Playwright's full build where the headless shell is missing", () => {
    expect(find([OWN, '/usr/bin/chromium'])).toEqual({ executablePath: OWN });
  });

  it('takes the first of the system otherwise', () => {
    expect(find(['/usr/bin/google-chrome', '/usr/bin/chromium'])).toEqual({
      executablePath: '/usr/bin/chromium',
    });
  });

  it('finds none where there is none', () => {
    expect(find([])).toBeNull();
  });
});
