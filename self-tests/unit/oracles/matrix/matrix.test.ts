import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../api-clients/audit/schemas.ts';
import { readPolicy } from '../../../../contract/policy.ts';
import { auditOracle, changeAuditOracle } from '../../../../oracles/matrix/audit.ts';
import { canaryOracle } from '../../../../oracles/matrix/canary.ts';
import { existenceOracle, timeOracle } from '../../../../oracles/matrix/existence.ts';
import { readBackOracle } from '../../../../oracles/matrix/read-back.ts';
import { sideEffectOracle } from '../../../../oracles/matrix/side-effect.ts';
import { statusOracle } from '../../../../oracles/matrix/status.ts';
import { describeVerdict, together } from '../../../../oracles/matrix/verdict.ts';
import { hashOfAnswer } from '../../../../oracles/matrix/view.ts';
import { FOREIGN_CANARY, outcome, OWN_CANARY } from './outcomes.ts';

const POLICY = readPolicy(
  'operations:\n  datasets.get: { access: member, roles: [owner, admin], key: read, effect: read, object: dataset }\n',
);
const RULE = POLICY.operations.get('datasets.get');
if (RULE === undefined) throw new Error('the policy of this test names datasets.get');
const PLACE = { rule: RULE, line: POLICY.lineOf('datasets.get') };

const FORBIDDEN = {
  cell: { owner: 'own', expected: 'forbidden' },
  promised: { status: 403, pointer: null },
} as const;

describe('O1, the status', () => {
  it('takes the answer that the policy promises', () => {
    expect(statusOracle([outcome()], PLACE)).toEqual([]);
  });

  it('objects to a right that the policy does not give, in words that need no code', () => {
    const found = statusOracle([outcome({ ...FORBIDDEN, exchange: { status: 200 } })], PLACE);

    expect(found).toEqual([
      {
        oracle: 'status',
        where: 'viewer by bearer, own dataset',
        objection: 'expected 403 (contract/policy.yaml:2: roles owner, admin; key read), got 200',
      },
    ]);
  });

  it('objects to the right status at the wrong pointer', () => {
    const wrong = outcome({
      promised: { status: 422, pointer: '/datasetId' },
      exchange: { status: 422 },
      pointers: ['/name'],
    });

    expect(statusOracle([wrong], PLACE)[0]?.objection).toContain('expected 422 at /datasetId');
    expect(statusOracle([wrong], PLACE)[0]?.objection).toContain('got 422 at /name');
  });

  it('objects to an answer that breaks the contract, and to a 401 that does not say how to authenticate', () => {
    const broken = outcome({ violation: 'body: is not JSON' });
    const mute = outcome({ promised: { status: 401, pointer: null }, exchange: { status: 401 } });

    expect(statusOracle([broken], PLACE)[0]?.objection).toContain('breaks the contract: body: is not JSON');
    expect(statusOracle([mute], PLACE)[0]?.objection).toContain('WWW-Authenticate: Bearer');
  });
});

describe('O2, the canary', () => {
  it('takes the caller’s own', () => {
    expect(canaryOracle([outcome({ exchange: { bodyText: OWN_CANARY } })])).toEqual([]);
  });

  it.each([
    ['body', { bodyText: `{"name":"${FOREIGN_CANARY}"}` }],
    ['header', { responseHeaders: { 'x-name': FOREIGN_CANARY } }],
  ])('objects to another tenant’s in the %s', (_place, exchange) => {
    expect(canaryOracle([outcome({ exchange })])).toMatchObject([{ oracle: 'canary' }]);
  });
});

describe('O3, the side effect', () => {
  const before = new Map([['the tenant’s own jobs.list', 'a']]);

  it('takes a view that is as it was', () => {
    expect(sideEffectOracle('viewer', before, new Map(before))).toEqual([]);
  });

  it('objects to a view that has changed, gone or come', () => {
    const after = new Map([['the other tenant’s jobs.list', 'b']]);

    expect(sideEffectOracle('viewer', before, after).map(({ objection }) => objection)).toEqual([
      expect.stringContaining('the tenant’s own jobs.list is not what it was'),
      expect.stringContaining('the other tenant’s jobs.list is not what it was'),
    ]);
  });

  it('sees the same view in another order of members, and after somebody was there', () => {
    expect(hashOfAnswer('{"a":1,"b":[2],"lastUsedAt":"x"}')).toBe(
      hashOfAnswer('{"b":[2],"a":1,"lastUsedAt":"y"}'),
    );
    expect(hashOfAnswer('{"a":1}')).not.toBe(hashOfAnswer('{"a":2}'));
  });
});

describe('O4, the existence', () => {
  const random = outcome({
    cell: { owner: 'random' },
    exchange: { bodyText: '{"title":"Not found","traceId":"t2"}' },
    objectId: 'd2',
  });
  const alike = { bodyText: '{"title":"Not found","traceId":"t1"}' };

  it('takes answers that differ in nothing but the request', () => {
    expect(existenceOracle([outcome({ exchange: alike }), random])).toEqual([]);
  });

  it.each([
    ['body', { bodyText: '{"title":"Not yours","traceId":"t1"}' }],
    ['headers', { ...alike, responseHeaders: { 'x-request-id': 'r1', 'x-owner': '1' } }],
    ['size', { bodyText: '{"title":"Not found","traceId":"t123"}' }],
  ])('objects to another %s', (_what, exchange) => {
    expect(existenceOracle([outcome({ exchange }), random])).not.toEqual([]);
  });

  it('objects to a time that says what exists, and not to one that a busy machine makes', () => {
    const answers = (owner: 'foreign' | 'random', times: number[]) =>
      times.map((durationMs) => outcome({ cell: { owner }, exchange: { durationMs } }));
    const quick = answers('random', [5, 6, 7, 8]);

    expect(timeOracle([...quick, ...answers('foreign', [90, 80, 85, 99])])).toMatchObject([
      { oracle: 'existence' },
    ]);
    expect(timeOracle([...quick, ...answers('foreign', [90, 80, 85, 6])])).toEqual([]);
    expect(timeOracle([...quick, ...answers('foreign', [20, 20, 20, 20])])).toEqual([]);
  });
});

describe('O5, the read-back', () => {
  it('takes views that show the change, and objects to each that does not', () => {
    const readings = [
      { view: 'members.get', expected: 'New', actual: 'New' },
      { view: 'members.list', expected: 'New', actual: 'Old' },
    ];

    expect(readBackOracle('admin by cookie', readings)).toEqual([
      {
        oracle: 'read-back',
        where: 'admin by cookie',
        objection: 'was answered as done, but members.list shows "Old", not "New"',
      },
    ]);
  });
});

describe('O6, the audit', () => {
  const entry: AuditEntry = {
    sequence: 1,
    id: 'e1',
    occurredAt: '2026-01-01T00:00:00.000Z',
    actor: { kind: 'user', id: 'u1', label: 'v', labelSalt: 's', labelDigest: 'd' },
    tenantId: 't1',
    action: 'datasets.get',
    target: { type: 'dataset', id: 'd1' },
    outcome: 'denied',
    status: 404,
    requestId: 'r1',
    previousHash: 'p',
    hash: 'h',
  };

  it('takes exactly one entry that fits', () => {
    expect(auditOracle([outcome()], [entry, { ...entry, requestId: 'r2' }])).toEqual([]);
  });

  it.each<[string, AuditEntry[]]>([
    ['no entry', []],
    ['2 entries', [entry, entry]],
    ['actor’s id', [{ ...entry, actor: { ...entry.actor, id: 'u2' } }]],
    ['target', [{ ...entry, target: null }]],
    ['outcome', [{ ...entry, outcome: 'allowed' }]],
    ['status', [{ ...entry, status: 403 }]],
  ])('objects to a denial with %s', (what, entries) => {
    expect(auditOracle([outcome()], entries)[0]?.objection).toContain(what);
  });

  it('objects to an entry of a call that was neither denied nor a change', () => {
    const reading = outcome({
      cell: { expected: 'allowed' },
      promised: { status: 200, pointer: null },
      exchange: { status: 200 },
    });

    expect(auditOracle([reading], [])).toEqual([]);
    expect(auditOracle([reading], [entry])).toMatchObject([
      { objection: 'expected no entry in the audit log, found one entry' },
    ]);
  });

  it('asks for the entry of a change', () => {
    const wanted = {
      action: 'datasets.get',
      outcome: 'denied',
      status: 404,
      actor: { kind: 'user', id: null },
      target: 'd1',
    } as const;

    expect(changeAuditOracle('viewer', [entry], wanted)).toEqual([]);
    expect(changeAuditOracle('viewer', [], wanted)).toHaveLength(1);
  });
});

describe('a verdict', () => {
  it('shows ten objections, how many more there are, and what to do', () => {
    const objections = Array.from({ length: 12 }, (_, index) => ({
      oracle: 'status' as const,
      where: `cell ${index}`,
      objection: 'expected 403, got 200',
    }));
    const verdict = together(
      { id: 'a.b', cells: 40, sendingMs: 60, objections },
      { id: 'a.b', cells: 2, sendingMs: 5, objections: [] },
    );

    const lines = describeVerdict(verdict).split('\n');

    expect(lines).toHaveLength(13);
    expect(lines[0]).toBe('a.b: 12 objections to 42 cells');
    expect(lines[1]).toBe('status       cell 0: expected 403, got 200');
    expect(lines.slice(-2)).toEqual([
      '… and 2 more',
      'Mend the platform, or say in contract/policy.yaml who may use a.b.',
    ]);
  });
});
