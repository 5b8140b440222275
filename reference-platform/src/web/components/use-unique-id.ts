import { useState } from 'preact/hooks';

let made = 0;

/**
 * An id that no other element of the page has. Preact’s own `useId` begins anew inside of an element that a component
 * got as its children and showed again, as a scrollable table does: a dialog opened there takes its name from a section.
 */
export function useUniqueId(): string {
  const [id] = useState(() => {
    made += 1;
    return `unique-${made}`;
  });
  return id;
}
