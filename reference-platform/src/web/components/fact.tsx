import type { ComponentChildren } from 'preact';
import { useUniqueId } from './use-unique-id.ts';

/** A ledger of figures, `large` for those to look at first (five to a row, or four). */
export function Facts({ children, size }: { children: ComponentChildren; size?: 'large' | 'large-fours' }) {
  const extra = { large: ' facts-large', 'large-fours': ' facts-large facts-fours' };
  return <div class={`facts${size === undefined ? '' : extra[size]}`}>{children}</div>;
}

/** One figure with its label; the group carries the label as its name. */
export function Fact({
  label,
  children,
  note,
  tone,
  wide = false,
}: {
  label: string;
  children: ComponentChildren;
  note?: ComponentChildren;
  tone?: 'anomaly';
  wide?: boolean;
}) {
  const id = useUniqueId();
  return (
    <div class={wide ? 'fact fact-wide' : 'fact'} role="group" aria-labelledby={id} data-tone={tone}>
      <span class="fact-label" id={id}>
        {label}
      </span>
      <span class="fact-value">{children}</span>
      {note === undefined ? null : <span class="fact-note">{note}</span>}
    </div>
  );
}
