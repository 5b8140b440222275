import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stripOutsideScripts } from './outside-scripts.ts';

// `npm run report [-- <allure-results> … --output <folder>]`: makes allure-report/ from one or more folders of results, for example those
// of several shards, and takes the analytics of the generator out of it.

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: 'allure-report' } },
});
const { output } = values;
const results = folders.length > 0 ? folders : ['allure-results'];
const missing = results.find((folder) => !existsSync(folder) || readdirSync(folder).length === 0);
if (missing !== undefined)
  refuse(`No results in ${missing}: run the suite first, or name the folders of its results.`);

rmSync(output, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [
    path.join(ROOT, 'node_modules', 'allure', 'cli.js'),
    'generate',
    ...results,
    '--config',
    path.join(ROOT, 'allurerc.mjs'),
    '--output',
    output,
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
const index = path.join(output, 'index.html');
if (status !== 0 || !existsSync(index))
  refuse(`Allure could not make the report from ${results.join(', ')}: see above.`);
const stripped = stripOutsideScripts(output);
console.log(`${index} made from ${results.join(', ')}; ${stripped} outside scripts taken out`);

function refuse(line: string): never {
  console.error(line);
  process.exit(1);
}
