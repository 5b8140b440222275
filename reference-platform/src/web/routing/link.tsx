import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { navigate } from './location.ts';

interface LinkProps {
  href: string;
  children: ComponentChildren;
  class?: string;
  current?: boolean;
}

/** A link inside the application; a click with a modifier key is left to the browser. */
export function Link({ href, children, class: className, current }: LinkProps) {
  const follow = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a href={href} class={className} onClick={follow} aria-current={current === true ? 'page' : undefined}>
      {children}
    </a>
  );
}
