import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { HttpApplication } from '../../http/kernel.ts';
import { isPagePath } from '../../web/routing/page-paths.ts';

const oneYearSeconds = 31_536_000;

/**
 * Serves the built web interface: files with hashed names for a year, the page itself never from a cache.
 * Each page of its router has the same file; at any other path that file says “not found”, with the status to match.
 */
export async function registerWeb(app: HttpApplication, directory: string): Promise<void> {
  if (!existsSync(path.join(directory, 'index.html'))) return;
  await app.fastify.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    index: false,
    cacheControl: false,
    acceptRanges: false,
    schemaHide: true,
    setHeaders(response, file) {
      const hashed = path.relative(directory, file).startsWith(`assets${path.sep}`);
      void response.header(
        'cache-control',
        hashed ? `public, max-age=${oneYearSeconds}, immutable` : 'no-store',
      );
    },
  });
  app.pageFallback = (reply, pathname) => reply.code(isPagePath(pathname) ? 200 : 404).sendFile('index.html');
}
