import type { FullConfig } from '@playwright/test/reporter';

/** How a run redacts: `first` of its reporters; not at all, since the command line `replaced` them; or it is listed wrong. */
export type Listing = 'first' | 'replaced' | 'wrong';

/** Reads it from the configuration that Playwright runs. */
export function redactionListing({ reporter, argv }: Pick<FullConfig, 'reporter' | 'argv'>): Listing {
  if (/redaction-reporter\.\w+$/.test(reporter[0]?.[0] ?? '')) return 'first';
  return argv.some((argument) => /^--reporter(?:=|$)/.test(argument)) ? 'replaced' : 'wrong';
}
