import type { ComponentChildren } from 'preact';

/** Meaning of a badge's colour; each has a mark of its own shape, so that colour is never alone. */
export type Tone = 'neutral' | 'good' | 'busy' | 'bad' | 'warn';

/** A short state. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class="badge" data-tone={tone}>
      {children}
    </span>
  );
}
