import { describe, expect, it } from 'vitest';
import { loadContract, loadPolicy } from '../../../contract/contract.ts';
import { asRule, type Caller, readPolicy, verdict } from '../../../contract/policy.ts';

const policy = loadPolicy();

function judged(operation: string, caller: Caller) {
  const rule = policy.operations.get(operation);
  return rule === undefined ? 'not named' : verdict(rule, caller);
}

describe('the policy', () => {
  it('names every operation of the agreed contract, and no other', () => {
    const contract = loadContract();

    expect(contract.unnamed()).toEqual([]);
    expect(contract.unknown()).toEqual([]);
  });

  it('gives an object to each operation whose path names one', () => {
    const wrong = loadContract().operations.filter(
      ({ id, pathParameters }) =>
        pathParameters.includes('id') !== (policy.operations.get(id)?.object !== null),
    );

    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each<[string, Caller, string]>([
    ['datasets.create', { kind: 'member', role: 'analyst', credential: 'bearer' }, 'allowed'],
    ['datasets.create', { kind: 'member', role: 'viewer', credential: 'bearer' }, 'forbidden'],
    ['datasets.create', { kind: 'apiKey', scopes: ['write'] }, 'allowed'],
    ['datasets.create', { kind: 'apiKey', scopes: ['read', 'ingest'] }, 'forbidden'],
    ['datasets.create', { kind: 'operator', credential: 'bearer' }, 'forbidden'],
    ['datasets.create', { kind: 'anonymous' }, 'unauthenticated'],
    ['auth.me', { kind: 'apiKey', scopes: ['ingest'] }, 'allowed'],
    ['auth.me', { kind: 'operator', credential: 'cookie' }, 'allowed'],
    ['auth.updateMe', { kind: 'apiKey', scopes: ['read', 'write', 'ingest'] }, 'forbidden'],
    ['audit.list', { kind: 'member', role: 'admin', credential: 'cookie' }, 'forbidden'],
    ['audit.list', { kind: 'member', role: 'auditor', credential: 'cookie' }, 'allowed'],
    ['system.metrics', { kind: 'member', role: 'owner', credential: 'bearer' }, 'forbidden'],
    ['system.live', { kind: 'anonymous' }, 'allowed'],
  ])('judges %s by %o: %s', (operation, caller, expected) => {
    expect(judged(operation, caller)).toBe(expected);
  });

  it('says who may open a channel', () => {
    const channel = policy.channels.get('streams.live');
    const judge = (caller: Caller) => channel && verdict(asRule(channel), caller);

    expect(judge({ kind: 'member', role: 'viewer', credential: 'cookie' })).toBe('allowed');
    expect(judge({ kind: 'member', role: 'sales', credential: 'bearer' })).toBe('forbidden');
    expect(judge({ kind: 'apiKey', scopes: ['read'] })).toBe('allowed');
    expect(judge({ kind: 'anonymous' })).toBe('unauthenticated');
  });

  it('knows the line of an operation', () => {
    const text = 'roles: {}\noperations:\n  a.b: { access: operator, effect: read }\n';

    expect(readPolicy(text).lineOf('a.b')).toBe(3);
  });

  it.each([
    [
      'an unknown role',
      'roles: [boss], effect: read',
      /^contract\/policy\.yaml:4: operations\.a\.b\.roles\.0: /,
    ],
    [
      'an unknown key',
      'roles: [owner], effect: read, may: all',
      /^contract\/policy\.yaml:4: operations\.a\.b: .*"may"/,
    ],
    ['no role', 'effect: read', 'roles are given for access member, and only there'],
  ])('refuses a rule with %s, naming the line', (_what, rest, message) => {
    const text = `roles: {}\n# who may do what\noperations:\n  a.b: { access: member, ${rest} }\n`;

    expect(() => readPolicy(text)).toThrow(message);
  });

  it('refuses an operation that is named twice, naming the line', () => {
    const line = '  a.b: { access: operator, effect: read }\n';

    expect(() => readPolicy(`operations:\n${line}${line}`)).toThrow(/^contract\/policy\.yaml:3: /);
  });
});
