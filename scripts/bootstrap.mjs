// Plain JavaScript on purpose: it runs before anything is installed, brings the dependencies and hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = [20, 19];
const stamp = path.join(root, 'node_modules', '.touchstone-lockfile.sha256');

/** The commands that can be handed over to, and whether they may install what is missing. */
const commands = new Map([
  ['suite', { script: 'scripts/suite.ts', installs: true }],
  ['test', { script: 'scripts/test.ts', installs: true }],
  ['prove', { script: 'sabotage/prove/main.ts', installs: true }],
  ['platform', { script: 'scripts/platform.ts', installs: true }],
  ['doctor', { script: 'scripts/doctor.ts', installs: false }],
]);

/**
 * @param {string} line
 * @returns {never}
 */
function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    fail(
      `Node ${process.versions.node} is too old: Touchstone needs ${oldestNode.join('.')} or newer. Install a current Node LTS and run the command again.`,
    );
  }
}

function lockfileHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/** @returns {boolean} whether node_modules holds what package-lock.json asks for */
function dependenciesAreCurrent() {
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockfileHash();
  const result = spawnSync('npm', ['ls', '--all', '--json', '--silent'], { cwd: root, shell: false });
  return existsSync(path.join(root, 'node_modules')) && result.status === 0;
}

function installDependencies() {
  if (dependenciesAreCurrent()) return;
  const startedAt = Date.now();
  process.stdout.write('Installing the dependencies (npm ci) … ');
  const result = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (result.status !== 0) {
    process.stdout.write('failed\n');
    fail(
      `${result.stderr}npm ci failed: see the lines above, mend what they name and run the command again.`,
    );
  }
  writeFileSync(stamp, lockfileHash());
  process.stdout.write(`done in ${((Date.now() - startedAt) / 1000).toFixed(0)} s\n`);
}

checkNode();
const [name = '', ...rest] = process.argv.slice(2);
const command = commands.get(name);
if (!command) fail(`Unknown command "${name}": choose one of ${[...commands.keys()].join(', ')}.`);
if (command.installs) installDependencies();
else if (!existsSync(path.join(root, 'node_modules', 'tsx'))) {
  fail(`Node          ok    ${process.versions.node}\nDependencies  FAIL  not installed: run "npm ci"`);
}

// In a group of its own, so that a Ctrl-C reaches the command once, through here: a runner that gets two gives up its clean-up.
const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, command.script), ...rest], {
  cwd: root,
  stdio: 'inherit',
  detached: process.platform !== 'win32',
  // The transpile caches stay inside the ignored folders of the clone.
  env: {
    ...process.env,
    TSX_DISABLE_CACHE: '1',
    PWTEST_CACHE_DIR: path.join(root, 'node_modules', '.cache', 'playwright'),
  },
});
let forwardedAt = 0;
/** @type {NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of forwarded) {
  process.on(signal, () => {
    // npm passes on the Ctrl-C that the terminal has sent already: one of the two counts.
    if (Date.now() - forwardedAt < 1000) return;
    forwardedAt = Date.now();
    child.kill(signal);
  });
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
});
