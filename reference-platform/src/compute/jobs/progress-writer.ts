import type { Standing } from './queue.ts';

/** At most five writes a second. */
const WRITE_EVERY_MS = 200;

/**
 * Passes progress on to the database, at most one write at a time and five a second, never backwards.
 * `onStanding` hears how it stands with the job; a write that fails is left to the next one.
 */
export function progressWriter(
  write: (progress: number) => Promise<Standing>,
  onStanding: (standing: Standing) => void,
): (fraction: number) => void {
  let writing = false;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let written = 0;
  return (fraction) => {
    const now = performance.now();
    if (writing || now - writtenAt < WRITE_EVERY_MS) return;
    writing = true;
    writtenAt = now;
    written = Math.max(written, Math.min(fraction, 0.99));
    write(written)
      .then(onStanding, () => undefined)
      .finally(() => {
        writing = false;
      });
  };
}
