import type { Exchange } from '../../../../api-clients/http/exchange.ts';
import type { Cell } from '../../../../contract/matrix/cells.ts';
import { identityOf } from '../../../../contract/matrix/identity.ts';
import type { Outcome } from '../../../../oracles/matrix/outcome.ts';

/** The tenant of those who call, and another one. */
export const OWN_CANARY = `cnry${'a'.repeat(16)}`;
export const FOREIGN_CANARY = `cnry${'b'.repeat(16)}`;

export const VIEWER = identityOf({ kind: 'member', role: 'viewer', credential: 'bearer' });

export interface OutcomeParts extends Partial<Omit<Outcome, 'cell' | 'exchange'>> {
  cell?: Partial<Cell>;
  exchange?: Partial<Exchange>;
}

/** A viewer who was refused another tenant's dataset, as it should be, with the parts that a test is about. */
export function outcome({ cell, exchange, ...parts }: OutcomeParts = {}): Outcome {
  return {
    cell: {
      operationId: 'datasets.get',
      identity: VIEWER,
      kind: 'dataset',
      owner: 'foreign',
      pointer: null,
      expected: 'absent',
      ...cell,
    },
    promised: { status: 404, pointer: null },
    exchange: {
      operationId: 'datasets.get',
      method: 'GET',
      url: 'http://target/api/v1/datasets/1',
      path: '/datasets/{id}',
      requestHeaders: {},
      requestBody: null,
      status: 404,
      responseHeaders: { 'x-request-id': 'r1', 'content-type': 'application/problem+json' },
      setCookies: [],
      bodyText: '{"title":"Not found","instance":"/api/v1/datasets/1","traceId":"t1"}',
      durationMs: 2,
      startedAt: '2026-01-01T00:00:00.000Z',
      actor: 'viewer',
      ...exchange,
    },
    pointers: [],
    violation: null,
    caller: { name: 'viewer', canary: OWN_CANARY, seesAllTenants: false },
    actor: { kind: 'user', id: 'u1' },
    objectId: 'd1',
    ...parts,
  };
}
