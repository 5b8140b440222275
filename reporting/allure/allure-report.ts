import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { addGlobalPage } from './global-page.ts';
import { stripOutsideScripts } from './outside-scripts.ts';
import { writeReportConfig } from './report-config.ts';
import { SeenResults } from './seen-results.ts';

// `npm run report [-- <allure-results> … --output <folder> --single-file]`: makes allure-report/ from one or more folders of results, for
// example those of several shards, with the last kill matrix in it, and takes the analytics of the generator out of it. With --single-file
// it is one page that can be mailed, in allure-report-single/, and no point of the history.

const ROOT = path.resolve(import.meta.dirname, '../..');
const KILL_MATRIX = 'reports/prove/index.html';
const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string' }, 'single-file': { type: 'boolean', default: false } },
});
const singleFile = values['single-file'];
const output = values.output ?? (singleFile ? 'allure-report-single' : 'allure-report');
const results = folders.length > 0 ? folders : ['allure-results'];
const missing = results.find((folder) => !existsSync(folder) || readdirSync(folder).length === 0);
if (missing !== undefined)
  refuse(`No results in ${missing}: run the suite first, or name the folders of its results.`);

const scratch = mkdtempSync(path.join(tmpdir(), 'touchstone-report-'));
const seen = new SeenResults('reports/allure-history.last', results);
const config = writeReportConfig(scratch, path.join(ROOT, 'allurerc.mjs'), {
  singleFile,
  addsToHistory: seen.areNew && !singleFile,
});
const pages = path.join(scratch, 'pages');
if (existsSync(KILL_MATRIX))
  addGlobalPage(pages, {
    id: 'kill-matrix',
    name: 'Kill matrix',
    page: readFileSync(KILL_MATRIX, 'utf8'),
    at: statSync(KILL_MATRIX).mtime.toISOString(),
  });
rmSync(output, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [
    path.join(ROOT, 'node_modules', 'allure', 'cli.js'),
    'generate',
    ...results,
    ...(existsSync(pages) ? [pages] : []),
    '--config',
    config,
    '--output',
    output,
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
rmSync(scratch, { recursive: true });
const index = path.join(output, 'index.html');
if (status !== 0 || !existsSync(index))
  refuse(`Allure could not make the report from ${results.join(', ')}: see above.`);
if (!singleFile) seen.remember();
const stripped = stripOutsideScripts(output);
const size = singleFile ? `, ${(statSync(index).size / 1024 / 1024).toFixed(1)} MB in one file` : '';
console.log(`${index} made from ${results.join(', ')}${size}; ${stripped} outside scripts taken out`);

function refuse(line: string): never {
  console.error(line);
  process.exit(1);
}
