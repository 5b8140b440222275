import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../config/browser.ts';
import { ROOT } from './platform.ts';

const VIEWER = path.join(ROOT, 'node_modules/playwright-core/lib/vite/traceViewer');
const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** Opens a trace in Playwright's own viewer, and gives the text of its list of actions and what the page complained of. */
export async function openTrace(trace: Buffer): Promise<{ actions: string; errors: string[] }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://viewer');
    if (pathname === '/the-trace.zip') return response.end(trace);
    const file = path.join(VIEWER, pathname);
    if (!file.startsWith(VIEWER) || !existsSync(file)) return response.writeHead(404).end();
    response.setHeader('content-type', MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream');
    return createReadStream(file).pipe(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const browser = await chromium.launch(
    findBrowser({ configured: null, ownBuild: chromium.executablePath() }) ?? {},
  );
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const origin = `http://localhost:${port}`;
    await page.goto(`${origin}/index.html?trace=${encodeURIComponent(`${origin}/the-trace.zip`)}`);
    const tree = page.getByTestId('actions-tree');
    await tree.getByRole('treeitem').first().waitFor({ timeout: 60_000 });
    return { actions: (await tree.allInnerTexts()).join('\n'), errors };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
