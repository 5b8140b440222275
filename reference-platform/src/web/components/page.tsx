import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hasNavigated } from '../routing/location.ts';
import { Link } from '../routing/link.tsx';

interface PageProps {
  title: string;
  /** The list that this page belongs to, shown above the title. */
  parent?: { href: string; name: string };
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of every page: title in the tab and as h1, which gets the focus after a navigation. */
export function Page({ title, parent, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Assay`;
  }, [title]);
  useEffect(() => {
    if (hasNavigated()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header class="page-head">
        <div class="page-title">
          {parent === undefined ? null : (
            <nav aria-label="Breadcrumb" class="breadcrumb">
              <Link href={parent.href}>{parent.name}</Link>
              <span aria-hidden="true"> /</span>
            </nav>
          )}
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead === undefined ? null : <p class="lead">{lead}</p>}
        </div>
        {actions === undefined ? null : <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

/** Moves the focus to the title, after something that had it is gone for good. */
export function focusTitle(): void {
  // A closing dialog first gives the focus back to what opened it.
  requestAnimationFrame(() => document.querySelector('h1')?.focus());
}
