import { describe, expect, it } from 'vitest';
import { loadContract, loadPolicy } from '../../../contract/contract.ts';
import { type Caller, readPolicy, verdict } from '../../../contract/policy.ts';

const policy = loadPolicy();

function judged(operation: string, caller: Caller) {
  const rule = policy.get(operation);
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
      ({ id, pathParameters }) => pathParameters.includes('id') !== (policy.get(id)?.object !== null),
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

  it('refuses a rule with an unknown role, naming where', () => {
    const text = 'roles: {}\noperations:\n  a.b: { access: member, roles: [boss], effect: read }\n';

    expect(() => readPolicy(text)).toThrow(/^contract\/policy\.yaml: operations\.a\.b\.roles\.0: /);
  });

  it('refuses a rule for members that says no role', () => {
    const text = 'roles: {}\noperations:\n  a.b: { access: member, effect: read }\n';

    expect(() => readPolicy(text)).toThrow('roles are given for access member, and only there');
  });
});
