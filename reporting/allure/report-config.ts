import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** How one report differs from what allurerc.mjs says. */
export interface ReportVariant {
  /** Everything in one page, which can be mailed. */
  singleFile: boolean;
  /** Whether it is one more point of the history. */
  addsToHistory: boolean;
}

/** Writes the configuration of one report into a folder, on top of a configuration, and gives its path. */
export function writeReportConfig(
  folder: string,
  base: string,
  { singleFile, addsToHistory }: ReportVariant,
): string {
  const file = path.join(folder, 'allurerc.mjs');
  writeFileSync(
    file,
    `import base from ${JSON.stringify(pathToFileURL(base).href)};
const { awesome } = base.plugins;
export default {
  ...base,
  appendHistory: ${addsToHistory},
  plugins: { ...base.plugins, awesome: { ...awesome, options: { ...awesome.options, singleFile: ${singleFile} } } },
};
`,
  );
  return file;
}
