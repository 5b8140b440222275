import { rmSync } from 'node:fs';
import path from 'node:path';
import { environment, ROOT, targetUrl } from '../config/environment.ts';
import { forgetOldRuns, markRun } from './old-runs.ts';
import { referenceLog, referenceMails, runsFolder } from './reference.ts';
import type { Target } from './target.ts';

/** Where every run has a folder of its own. */
const RUNS = runsFolder(ROOT);

/** The target of this run: the deployed one that `BASE_URL` names, else the reference platform. */
export function currentTarget(): Target {
  const { baseUrl, operator, mailFolder } = environment;
  const url = targetUrl();
  return baseUrl === null
    ? {
        url,
        kind: 'reference',
        operator,
        logFile: referenceLog(environment, ROOT),
        mailFolder: referenceMails(environment, ROOT),
      }
    : { url, kind: 'deployed', operator, logFile: null, mailFolder };
}

/** Folder of this run's ledgers, beside the log of its reference platform. */
export function ledgerFolder(): string {
  return path.join(RUNS, environment.run.id, 'tenants');
}

/** Folder of what this run's workers exchanged, beside its ledgers. */
export function trafficFolder(): string {
  return path.join(RUNS, environment.run.id, 'traffic');
}

/** Folder of the shapes that this run's workers recorded. */
export function shapesFolder(): string {
  return path.join(RUNS, environment.run.id, 'shapes');
}

/** Folder of the answers to golden requests that this run recorded. */
export function goldenFolder(): string {
  return path.join(RUNS, environment.run.id, 'golden');
}

/** Removes the mails of this run's reference platform: nobody needs them any more, and they hold addresses and tokens. */
export function forgetMails(): void {
  rmSync(referenceMails(environment, ROOT), { recursive: true, force: true });
}

/** Says that this run goes on, and removes what earlier ones left beside it. */
export function keepRunFolders(): void {
  markRun(path.join(RUNS, environment.run.id));
  forgetOldRuns(RUNS);
}
