import { describe, expect, it } from 'vitest';
import {
  canariesIn,
  canaryOf,
  derivedPassword,
  memberEmail,
  runPrefix,
  shortTestId,
  tenantName,
} from '../../../targets/names.ts';

describe('names', () => {
  const name = tenantName({ runId: 'abc12345', project: 'e2e', workerIndex: 3, label: '0123abcd' });

  it('carry run, project, worker and test', () => {
    expect(name).toBe('ts-abc12345-e2e-w3-0123abcd');
    expect(name.startsWith(runPrefix('abc12345'))).toBe(true);
  });

  it('with their canary fit into a tenant’s name of 80 characters, and into a host name of 63', () => {
    expect(`${name} ${canaryOf('secret', name)}`.length).toBeLessThanOrEqual(80);
    expect(name.length).toBeLessThanOrEqual(63);
    expect(memberEmail(name, 'owner')).toBe(`owner@${name}.test`);
  });

  it('differ by test and by attempt', () => {
    expect(shortTestId('a', 0)).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set([shortTestId('a', 0), shortTestId('a', 1), shortTestId('b', 0)]).size).toBe(3);
  });
});

describe('passwords and canaries', () => {
  it('are the same for the same run and name, and others for another run', () => {
    expect(derivedPassword('one', 'a@b.test')).toBe(derivedPassword('one', 'a@b.test'));
    expect(derivedPassword('one', 'a@b.test')).not.toBe(derivedPassword('two', 'a@b.test'));
    expect(canaryOf('one', 'x')).not.toBe(canaryOf('two', 'x'));
  });

  it('keep to the password rule of 12 to 128 characters', () => {
    expect(derivedPassword('one', 'a@b.test').length).toBeGreaterThanOrEqual(12);
  });

  it('are found in any text, in any case, each once', () => {
    const canary = canaryOf('one', 'x');

    expect(canariesIn(`a ${canary} b ${canary.toUpperCase()} cnry123`)).toEqual([canary]);
  });
});
