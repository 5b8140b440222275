import { useEffect } from 'preact/hooks';
import type { Loaded } from './use-load.ts';

/** Loads anew every `ms` milliseconds while `active`, each time counted from the last answer. */
export function useFollow(
  load: Pick<Loaded<unknown>, 'loading' | 'value' | 'reload'>,
  active: boolean,
  ms: number,
): void {
  useEffect(() => {
    if (!active || load.loading) return;
    const timer = window.setTimeout(load.reload, ms);
    return () => window.clearTimeout(timer);
  }, [active, load.loading, load.value]);
}
