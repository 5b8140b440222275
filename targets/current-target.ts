import path from 'node:path';
import { environment, ROOT, targetUrl } from '../config/environment.ts';
import { REFERENCE_LOG } from './reference.ts';
import type { Target } from './target.ts';

/** The target of this run: the deployed one that `BASE_URL` names, else the reference platform. */
export function currentTarget(): Target {
  const { baseUrl, operator } = environment;
  const url = targetUrl();
  return baseUrl === null
    ? { url, kind: 'reference', operator, logFile: path.join(ROOT, REFERENCE_LOG) }
    : { url, kind: 'deployed', operator, logFile: null };
}

/** Folder of this run's ledgers. */
export function ledgerFolder(): string {
  return path.join(ROOT, 'reports', 'runs', environment.run.id);
}
