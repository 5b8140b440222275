import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FullConfig } from '@playwright/test/reporter';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { artefactsOf } from '../../../reporting/artefacts/artefact-files.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'touchstone-artefacts-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), '');
  }
}

function configuration(): FullConfig {
  return {
    configFile: path.join(root, 'playwright.config.ts'),
    rootDir: root,
    projects: [{ outputDir: path.join(root, 'test-results') }],
    reporter: [
      ['junit', { outputFile: path.join(root, 'reports/junit.xml') }],
      [path.join(root, 'page-reporter.ts'), { outputDir: path.join(root, 'reports') }],
    ],
  } as unknown as FullConfig;
}

describe('artefactsOf', () => {
  it('knows what each file is', () => {
    write(
      'test-results/a/trace.zip',
      'test-results/a/note.txt',
      'reports/junit.xml',
      'reports/page.html',
      'logs/own.log',
    );

    const found = artefactsOf(configuration(), { folders: [path.join(root, 'logs')] });

    expect(Object.fromEntries(found.map(({ file, kind }) => [path.relative(root, file), kind]))).toEqual({
      'test-results/a/trace.zip': 'trace',
      'test-results/a/note.txt': 'attachment',
      'reports/junit.xml': 'JUnit',
      'reports/page.html': 'page',
      'logs/own.log': 'log of the run',
    });
  });

  it('leaves out what other runs have left in a folder that a reporter writes to', () => {
    write('reports/runs/own/platform.log', 'reports/runs/own2/platform.log', 'reports/page.html');

    const found = artefactsOf(configuration(), {
      folders: [path.join(root, 'reports/runs/own')],
      othersFolder: path.join(root, 'reports/runs'),
    });

    expect(found.map(({ file }) => path.relative(root, file)).sort()).toEqual([
      'reports/page.html',
      'reports/runs/own/platform.log',
    ]);
  });
});
