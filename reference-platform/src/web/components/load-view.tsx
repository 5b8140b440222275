import type { ComponentChildren } from 'preact';
import type { Loaded } from '../loading/use-load.ts';
import { FailureNotice, Loading } from './notices.tsx';

/** Shows what a load has come to: waiting, failure with a way to try again, or the value. */
export function LoadView<T>({
  load,
  children,
}: {
  load: Omit<Loaded<T>, 'replace'>;
  children: (value: T) => ComponentChildren;
}) {
  if (load.failure !== null) return <FailureNotice failure={load.failure} retry={load.reload} />;
  if (load.value === null) return <Loading />;
  return <>{children(load.value)}</>;
}
