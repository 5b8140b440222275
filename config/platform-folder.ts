import path from 'node:path';

/** Names the folder of another reference platform than the repository's own. */
export const PLATFORM_VARIABLE = 'TOUCHSTONE_PLATFORM';

/**
 * Folder of the reference platform that is started, absolute: another one than the repository's is a copy with a defect. Apart
 * from the checked environment, because what starts a platform outside a run has none.
 */
export function platformFolder(): string {
  return process.env[PLATFORM_VARIABLE] ?? path.resolve(import.meta.dirname, '..', 'reference-platform');
}
