import type { ComponentChildren } from 'preact';
import type { Loaded } from '../loading/use-load.ts';
import { LoadView } from './load-view.tsx';
import { Missing } from './notices.tsx';

/** As `LoadView`, for the page of one object, which may not exist. */
export function ObjectView<T>({
  load,
  back,
  children,
}: {
  load: Loaded<T>;
  back: { href: string; name: string };
  children: (value: T) => ComponentChildren;
}) {
  if (load.failure?.status === 404) return <Missing back={back} />;
  return <LoadView load={load}>{children}</LoadView>;
}
