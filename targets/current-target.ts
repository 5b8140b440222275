import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { environment, ROOT, targetUrl } from '../config/environment.ts';
import { referenceLog } from './reference.ts';
import type { Target } from './target.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The target of this run: the deployed one that `BASE_URL` names, else the reference platform. */
export function currentTarget(): Target {
  const { baseUrl, operator } = environment;
  const url = targetUrl();
  return baseUrl === null
    ? { url, kind: 'reference', operator, logFile: referenceLog(environment, ROOT) }
    : { url, kind: 'deployed', operator, logFile: null };
}

/** Folder of this run's ledgers, beside the log of its reference platform. */
export function ledgerFolder(): string {
  return path.join(ROOT, 'reports', 'runs', environment.run.id, 'tenants');
}

/** Folder of what this run's workers exchanged, beside its ledgers. */
export function trafficFolder(): string {
  return path.join(ROOT, 'reports', 'runs', environment.run.id, 'traffic');
}

/** Folder of the shapes that this run's workers recorded. */
export function shapesFolder(): string {
  return path.join(ROOT, 'reports', 'runs', environment.run.id, 'shapes');
}

/** Removes what runs of more than a day ago left in `reports/runs`. */
export function forgetOldRuns(): void {
  const folder = path.join(ROOT, 'reports', 'runs');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const run = path.join(folder, name);
    if (Date.now() - statSync(run).mtimeMs > DAY_MS) rmSync(run, { recursive: true, force: true });
  }
}
