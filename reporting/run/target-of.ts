import type { FullConfig } from '@playwright/test/reporter';

/** What a run tested, as global set-up has found it: `assay 0.1.0 at http://127.0.0.1:8080`. */
export function targetOf({ metadata }: Pick<FullConfig, 'metadata'>): string {
  const { target } = metadata as { target?: { name: string; version: string; url: string } };
  return target === undefined ? 'unknown' : `${target.name} ${target.version} at ${target.url}`;
}
