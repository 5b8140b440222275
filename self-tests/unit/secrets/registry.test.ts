import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretRegistry } from '../../../secrets/registry.ts';
import { SecretFile } from '../../../secrets/secret-file.ts';
import { claimSecretFolder, forgetDeadRuns } from '../../../secrets/secret-folder.ts';

const TOKEN = 'Zk3vQ8rT1yWm5xLp9cBn2dHs7fGj4aKe';

describe('the registry of secrets', () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), 'touchstone-registry-'));
    folder = path.join(parent, 'touchstone-secrets-1');
    claimSecretFolder(folder);
  });
  afterEach(() => rmSync(parent, { recursive: true }));
  const registry = () => new SecretRegistry(new SecretFile(folder), 'run');

  it('hands what one process registers to another, by the same name, in a file that only its owner reads', () => {
    const [worker, runner] = [registry(), registry()];

    worker.register('api-key', TOKEN);
    runner.gather();

    expect(runner.secrets).toEqual(worker.secrets);
    expect(runner.redact(`key ${TOKEN}`)).toBe(`key [REDACTED:${worker.secrets[0]?.name ?? ''}]`);
    expect(statSync(path.join(folder, 'secrets.jsonl')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('learns new ones after it has redacted, and keeps the first name of a value', () => {
    const runner = registry();
    runner.registerAs('OPERATOR_PASSWORD', TOKEN);
    runner.redact('anything');

    runner.register('password', TOKEN);
    runner.register('password', 'another long secret');

    expect(runner.redact(`${TOKEN}, another long secret`)).toMatch(
      /^\[REDACTED:OPERATOR_PASSWORD\], \[REDACTED:password-\w+\]$/,
    );
  });

  it('passes over the line that a killed worker left half', () => {
    const [worker, runner] = [registry(), registry()];
    worker.register('api-key', TOKEN);
    appendFileSync(path.join(folder, 'secrets.jsonl'), '{"name":"half","val');
    worker.register('api-key', `${TOKEN}2`);

    runner.gather();

    expect(runner.secrets.map(({ value }) => value)).toEqual([TOKEN, `${TOKEN}2`]);
  });

  it('writes nothing where no runner reads it, and leaves nothing at its end', () => {
    const lonely = new SecretRegistry(new SecretFile(path.join(parent, 'none')), 'run');
    const runner = registry();
    lonely.register('api-key', TOKEN);
    runner.register('api-key', TOKEN);

    runner.forgetFile();

    expect([existsSync(path.join(parent, 'none')), existsSync(folder)]).toEqual([false, false]);
    expect(runner.secrets).toHaveLength(1);
  });

  it('removes what killed runs left, and nothing of those that go on', () => {
    const dead = path.join(parent, 'touchstone-secrets-2');
    const old = path.join(parent, 'touchstone-secrets-3');
    for (const each of [dead, old, path.join(parent, 'other')]) mkdirSync(each);
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(path.join(dead, 'runner.pid'), String(pid));
    utimesSync(old, 0, 0);

    forgetDeadRuns(parent);

    expect([folder, dead, old, path.join(parent, 'other')].map((each) => existsSync(each))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
