import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A page of a run as Allure shows it, beside the tests. */
export interface GlobalPage {
  /** File name without its ending: `security-coverage`. */
  id: string;
  /** `Security coverage`. */
  name: string;
  page: string;
  /** UTC ISO-8601. */
  at: string;
  /** What the report lists as errors of the run as a whole, one line each. */
  errors?: readonly string[];
}

/** Puts a page among the results that the Allure report is made of. */
export function addGlobalPage(resultsDir: string, { id, name, page, at, errors = [] }: GlobalPage): void {
  // Shards have pages of the same kind, and are put together into one report.
  const digest = createHash('sha256').update(page).digest('hex').slice(0, 8);
  const source = `${id}-${digest}-attachment.html`;
  const timestamp = Date.parse(at);
  mkdirSync(resultsDir, { recursive: true });
  writeFileSync(path.join(resultsDir, source), page);
  writeFileSync(
    path.join(resultsDir, `${id}-globals.json`),
    JSON.stringify({
      attachments: [{ name, type: 'text/html', source, timestamp }],
      errors: errors.map((message) => ({ message, timestamp })),
    }),
  );
}
