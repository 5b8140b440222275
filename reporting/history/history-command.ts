import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../config/environment.ts';
import { historyPage } from './history-page.ts';
import { readHistory } from './history-store.ts';
import { historyText } from './history-text.ts';

// `npm run history [-- --store FILE --page FILE]`: what the recorded runs say of flaky and slow tests, with the figures; the same as a page.

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: path.join(ROOT, 'reports', 'history', 'runs.jsonl') },
    page: { type: 'string', default: path.join(ROOT, 'reports', 'history.html') },
  },
});
if (!existsSync(values.store))
  refuse(`${values.store} is missing: run the suite first, or name a store by --store.`);

try {
  const history = readHistory(values.store);
  mkdirSync(path.dirname(values.page), { recursive: true });
  writeFileSync(values.page, historyPage(history));
  console.log(`${historyText(history)}\n\nThe same as a page: ${path.relative(process.cwd(), values.page)}`);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}

function refuse(line: string): never {
  console.error(line);
  process.exit(1);
}
