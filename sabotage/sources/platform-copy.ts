import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../config/environment.ts';
import type { SourceMutant } from '../mutants/mutant.ts';
import { editedSources } from './edit-source.ts';

const ORIGINAL = path.join(ROOT, 'reference-platform');
const COPIES = path.join(ROOT, 'reports', 'copies');

/** Neither sources nor tests: modules are linked, builds are made anew. */
const LEFT_OUT = new Set(['node_modules', '.build'].map((name) => path.join(ORIGINAL, name)));

/** A reference platform with one defect. */
export interface PlatformCopy {
  /** Folder that holds `reference-platform/`, as the repository does: where the platform's own tests are run. */
  root: string;
  /** The platform's folder, absolute; `TOUCHSTONE_PLATFORM` makes a run of the suite start it. */
  platform: string;
  remove: () => void;
}

/**
 * Copies the reference platform with a mutant's edits applied, beside the original's modules. Throws `StaleMutant` where an
 * edit does not find its place exactly once; then nothing is copied.
 */
export function copyOfPlatform(mutant: SourceMutant): PlatformCopy {
  const edited = editedSources(mutant, (file) => readFileSync(path.join(ORIGINAL, file), 'utf8'));
  mkdirSync(COPIES, { recursive: true });
  const root = mkdtempSync(path.join(COPIES, `${mutant.id}-`));
  const platform = path.join(root, 'reference-platform');
  const remove = () => rmSync(root, { recursive: true, force: true });
  try {
    cpSync(ORIGINAL, platform, { recursive: true, filter: (source) => !LEFT_OUT.has(source) });
    symlinkSync(path.join(ORIGINAL, 'node_modules'), path.join(platform, 'node_modules'), 'junction');
    for (const [file, text] of edited) writeFileSync(path.join(platform, file), text);
  } catch (error) {
    remove();
    throw error;
  }
  return { root, platform, remove };
}
