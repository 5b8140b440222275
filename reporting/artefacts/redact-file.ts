import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Redactor } from '../../secrets/redactor.ts';

/** Rewrites a file without the secrets in it, and says whether there were any. Its rights stay as they are. */
export function redactFile(file: string, redactor: Redactor): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const content = readFileSync(file);
  const redacted = redactor.bytes(content);
  if (redacted === content) return false;
  writeFileSync(file, redacted);
  return true;
}
