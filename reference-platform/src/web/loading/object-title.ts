import type { Loaded } from './use-load.ts';

/** The h1 of an object's page: its own name once known, `Not found` where there is none. */
export function objectTitle<T>(load: Loaded<T>, waiting: string, nameOf: (value: T) => string): string {
  if (load.value !== null) return nameOf(load.value);
  return load.failure?.status === 404 ? 'Not found' : waiting;
}
