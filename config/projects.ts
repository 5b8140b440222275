import { devices, type Project } from '@playwright/test';

/** The suites of this repository. `browser` says that each of its tests opens one. */
export interface SuiteProject {
  name: 'api' | 'e2e' | 'security' | 'load';
  browser: boolean;
  playwright: Project;
}

export const SUITE_PROJECTS: readonly SuiteProject[] = [
  // First, because fewer of its tests run at a time: those of the others fill what it leaves free.
  {
    name: 'e2e',
    browser: true,
    playwright: { testDir: 'tests/e2e', use: { ...devices['Desktop Chrome'] } },
  },
  { name: 'api', browser: false, playwright: { testDir: 'tests/api' } },
  { name: 'security', browser: false, playwright: { testDir: 'tests/security' } },
  // A measurement must not share the machine with another one.
  { name: 'load', browser: false, playwright: { testDir: 'tests/load', workers: 1, timeout: 300_000 } },
];

/** Whether a project of that name opens a browser in each of its tests. */
export function needsBrowser(projectName: string): boolean {
  return SUITE_PROJECTS.some(({ name, browser }) => browser && name === projectName);
}
