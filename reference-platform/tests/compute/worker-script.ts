import { build } from 'esbuild';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The bundled worker script, as the build of the platform makes it; `remove` when the tests are done. */
export interface WorkerScript {
  readonly url: URL;
  remove(): Promise<void>;
}

/** Bundles the worker below the platform's folder, from where it finds its packages. */
export async function bundleWorker(): Promise<WorkerScript> {
  const builds = fileURLToPath(new URL('../../.build', import.meta.url));
  await mkdir(builds, { recursive: true });
  const folder = await mkdtemp(join(builds, 'test-worker-'));
  const outfile = join(folder, 'task.worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/compute/worker/task.worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
  return { url: pathToFileURL(outfile), remove: () => rm(folder, { recursive: true }) };
}
