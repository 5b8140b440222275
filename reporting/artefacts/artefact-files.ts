import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FullConfig } from '@playwright/test/reporter';

/** A file that a run leaves behind. */
export interface Artefact {
  /** What it is, for people: `trace`, `HTML report`, `reports/junit.xml`. */
  kind: string;
  /** Absolute. */
  file: string;
}

/** A file or folder that a run writes, and what its files are called. */
interface Root {
  path: string;
  kind: string;
}

/** Options by which reporters, Playwright's and ours, are told where to write. */
const OUTPUT_OPTION = /^(?:output(?:File|Folder|Dir)|\w+Dir)$/;
/** Where reporters write that were not told. */
const DEFAULT_OUTPUTS: Record<string, string> = { html: 'playwright-report', blob: 'blob-report' };
const KINDS: Record<string, string> = {
  html: 'HTML report',
  blob: 'blob report',
  junit: 'JUnit',
  json: 'JSON report',
  'allure-playwright': 'Allure result',
  'allure-reporter.ts': 'Allure result',
};
/** Of what a test leaves, by the file's name; the first that fits. */
const OF_TESTS: readonly (readonly [RegExp, string])[] = [
  [/trace.*\.zip$/, 'trace'],
  [/\.har(?:\.zip)?$/, 'HAR'],
  [/error-context.*\.md$/, 'error context'],
];

/**
 * Every file that this run has left: what tests leave in their projects' folders, what each reporter of the configuration writes,
 * and what is in `folders` (of the run itself: the target's log). What is in `othersFolder` and in none of these folders is of
 * other runs.
 */
export function artefactsOf(
  config: FullConfig,
  { folders = [], othersFolder }: { folders?: readonly string[]; othersFolder?: string } = {},
): Artefact[] {
  const roots = [
    ...config.projects.map(({ outputDir }) => ({ path: outputDir, kind: 'attachment' })),
    ...folders.map((folder) => ({ path: folder, kind: 'log of the run' })),
    ...config.reporter.flatMap((reporter) => rootsOf(reporter, configFolder(config))),
  ];
  // What a well-known reporter writes is its own, also where another one puts something beside it.
  roots.sort((a, b) => Number(isWellKnown(b)) - Number(isWellKnown(a)));
  const found = new Map<string, Artefact>();
  for (const root of roots) {
    for (const file of filesBelow(root.path))
      if (!found.has(file)) found.set(file, { file, kind: kindOf(root, file) });
  }
  const isOfOthers = (file: string) =>
    othersFolder !== undefined &&
    isBelow(othersFolder, file) &&
    !folders.some((folder) => isBelow(folder, file));
  return [...found.values()].filter(({ file }) => !isOfOthers(file));
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(path.join(folder, path.sep));
}

/** Folders of what tests leave: the only ones in which a file is ours to rewrite. */
export function outputFolders(config: FullConfig): string[] {
  return [...new Set(config.projects.map(({ outputDir }) => outputDir))];
}

/** What a reporter writes, by its name, or by the place that Playwright has found it at. */
function wellKnown(name: string): string | undefined {
  const parts = name.split(/[\\/]/);
  return Object.entries(KINDS).find(([known]) => name === known || parts.includes(known))?.[1];
}

function isWellKnown({ kind }: Root): boolean {
  return Object.values(KINDS).includes(kind);
}

function rootsOf([name, options]: FullConfig['reporter'][number], base: string): Root[] {
  const kind = wellKnown(name) ?? path.basename(name).replace(/-reporter\.\w+$/, '');
  const told = Object.entries((options ?? {}) as Record<string, unknown>).flatMap(([option, value]) =>
    OUTPUT_OPTION.test(option) && typeof value === 'string' ? [value] : [],
  );
  const usual = DEFAULT_OUTPUTS[name];
  const places = told.length === 0 && usual !== undefined ? [usual] : told;
  return places.map((place) => ({ path: path.resolve(base, place), kind }));
}

function configFolder({ configFile, rootDir }: FullConfig): string {
  return configFile === undefined ? rootDir : path.dirname(configFile);
}

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function kindOf({ kind }: Root, file: string): string {
  if (kind !== 'attachment') return kind;
  return OF_TESTS.find(([pattern]) => pattern.test(path.basename(file)))?.[1] ?? kind;
}
