import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

// `npm run sdk:pack`: builds the typed clients as a package of their own, compiled with types, into `dist/sdk/*.tgz`.

const ROOT = path.resolve(import.meta.dirname, '..');
const OUTPUT = path.join(ROOT, 'dist', 'sdk');
const FOLDER = path.join(OUTPUT, 'package');
/** What the clients import at run time, and what their types name. */
const DEPENDENCIES = ['@types/node', 'undici', 'zod'];

const manifest = z
  .object({
    version: z.string(),
    license: z.string(),
    engines: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));

rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
run(process.execPath, [
  path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
  '-p',
  path.join(import.meta.dirname, 'tsconfig.package.json'),
]);
copyFileSync(path.join(import.meta.dirname, 'README.md'), path.join(FOLDER, 'README.md'));
writeFileSync(path.join(FOLDER, 'package.json'), `${JSON.stringify(packageManifest(), null, 2)}\n`);
run('npm', ['pack', '--silent', '--pack-destination', OUTPUT], FOLDER);
const [archive = ''] = readdirSync(OUTPUT).filter((name) => name.endsWith('.tgz'));
console.log(
  `${path.relative(ROOT, path.join(OUTPUT, archive))}: install it with "npm install" in another project`,
);

function packageManifest(): object {
  return {
    name: '@touchstone/api-clients',
    version: manifest.version,
    description: 'Typed clients for the API of a multi-tenant anomaly-detection platform.',
    private: true,
    license: manifest.license,
    type: 'module',
    engines: manifest.engines,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, manifest.devDependencies[name]])),
  };
}

function run(command: string, args: readonly string[], cwd = ROOT): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  console.error(`${command} ${args.join(' ')} failed: see above.`);
  process.exit(1);
}
