#!/usr/bin/env node
// Bundles the sources into .build/<hash of them>, where that is not done yet, and runs the launcher from there.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { removeOldBuilds, useBuild } from './builds.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const builds = path.join(root, '.build');

/** @param {string} folder @returns {string[]} the paths of all files below it, sorted */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** @param {string[]} files @returns {string} */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} manifest @returns {string} */
function versionIn(manifest) {
  return /"version": "([^"]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1] ?? 'unknown';
}

/** @param {string} version @param {string[]} sources @param {string} outdir */
async function buildPlanes(version, sources, outdir) {
  const { build } = await import('esbuild');
  const workers = sources.filter((file) => file.endsWith('.worker.ts'));
  const planes = ['launcher', 'control', 'compute'].map((name) => [
    name,
    path.join(root, 'src', name, 'main.ts'),
  ]);
  await build({
    entryPoints: Object.fromEntries([
      ...planes,
      ...workers.map((file) => [path.basename(file, '.ts'), file]),
    ]),
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'linked',
    define: { ASSAY_VERSION: JSON.stringify(version) },
    logLevel: 'silent',
  });
}

/** @param {string} outdir */
async function buildWeb(outdir) {
  const folder = path.join(root, 'src', 'web');
  const page = path.join(folder, 'index.html');
  if (!existsSync(page) || !existsSync(path.join(folder, 'main.tsx'))) return;
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: { main: path.join(folder, 'main.tsx') },
    outdir: path.join(outdir, 'assets'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'file', '.woff2': 'file' },
    metafile: true,
    logLevel: 'silent',
  });
  const outputs = Object.keys(metafile.outputs).map((file) => path.basename(file));
  const hashed = (/** @type {string} */ extension) =>
    outputs.find((name) => /^main-[A-Z0-9]+\./.test(name) && name.endsWith(extension));
  const html = readFileSync(page, 'utf8')
    .replace('"/main.js"', `"/assets/${hashed('.js') ?? 'main.js'}"`)
    .replace('"/main.css"', `"/assets/${hashed('.css') ?? 'main.css'}"`);
  writeFileSync(path.join(outdir, 'index.html'), html);
  const publicFiles = path.join(folder, 'public');
  if (existsSync(publicFiles)) cpSync(publicFiles, outdir, { recursive: true });
}

/** @returns {Promise<string>} the folder of the finished build */
async function buildOnce() {
  const manifest = path.join(root, 'package.json');
  const sources = filesBelow(path.join(root, 'src'));
  const folder = path.join(builds, hashOf([manifest, fileURLToPath(import.meta.url), ...sources]));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await buildPlanes(versionIn(manifest), sources, unfinished);
    await buildWeb(path.join(unfinished, 'web'));
    // Its service process would stay as long as the launcher.
    await import('esbuild').then(({ stop }) => stop());
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another start of the platform may have finished the same build first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** @returns {Promise<string>} the folder of a build that stays while this process lives */
async function takeBuild() {
  const folder = await buildOnce();
  try {
    useBuild(folder);
    removeOldBuilds(builds);
  } catch {
    // Keeping house is no condition of a start: the folder may be one that others write.
  }
  return folder;
}

process.setSourceMapsEnabled(true);
const build = await takeBuild().catch((/** @type {unknown} */ error) => {
  process.stderr.write(
    `assay: the build failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
await import(pathToFileURL(path.join(build, 'launcher.js')).href).then(
  (/** @type {{ launch: (program: object) => Promise<void> }} */ { launch }) =>
    launch({ root, build, arguments: process.argv.slice(2) }),
);
