import type { ComponentChildren } from 'preact';
import { useUniqueId } from './use-unique-id.ts';

/** A part of a page, named by its heading. */
export function Section({
  title,
  note,
  children,
}: {
  title: string;
  note?: ComponentChildren;
  children: ComponentChildren;
}) {
  const id = useUniqueId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {note === undefined ? null : <p class="section-note">{note}</p>}
      </div>
      {children}
    </section>
  );
}
