import { ApiClient } from '../../../api-clients/api-client.ts';
import type { OperationRequest, Transport } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Contract } from '../../../contract/contract.ts';
import { type Cell, cellsOf } from '../../../contract/matrix/cells.ts';
import { identities } from '../../../contract/matrix/identity.ts';
import { inBatches } from '../../../fixtures/in-batches.ts';
import { MatrixObjects } from '../../../fixtures/matrix/objects.ts';
import { calling, type ReadyCell, send } from '../../../fixtures/matrix/send.ts';
import { canaryOracle } from '../../../oracles/matrix/canary.ts';
import { existenceOracle } from '../../../oracles/matrix/existence.ts';
import { statusOracle } from '../../../oracles/matrix/status.ts';
import { REPLAYED } from './recorded-answers.ts';

const AT_ONCE = 8;
const PROBE = '/query/probe';

/** Every cell of the replayed operations, ready to be tried against recorded answers. */
export function replayedCells(contract: Contract, transport: Transport): Map<string, ReadyCell[]> {
  const api = new ApiClient({ transport, credential: { kind: 'none' } });
  return new Map(
    REPLAYED.map((operationId) => {
      const cells = cellsOf({
        operationId,
        rule: contract.rule(operationId),
        identities: identities({ operator: true }),
        stale: [],
        deletable: MatrixObjects.deletable(contract),
      });
      return [operationId, cells.map((cell) => ready(cell, contract, api))];
    }),
  );
}

function ready(cell: Cell, contract: Contract, api: ApiClient): ReadyCell {
  const operation = contract.operations.find(({ id }) => id === cell.operationId);
  if (operation === undefined) throw new Error(`the contract has no ${cell.operationId}`);
  const status = statusOf(cell, contract);
  const base = bareRequest(operation);
  const request: OperationRequest = {
    ...base,
    headers: { 'x-replay': `${cell.operationId} ${status}` },
    ...(status === 422 ? { query: { probe: 1 } } : {}),
  };
  return {
    cell,
    promised: { status, pointer: status === 422 ? PROBE : null },
    objectId: null,
    actor: null,
    caller: { name: cell.identity.name, canary: null, seesAllTenants: true },
    attempt: calling(api, request),
  };
}

function statusOf({ expected, operationId }: Cell, contract: Contract): number {
  switch (expected) {
    case 'allowed':
      return contract.rule(operationId).effect === 'read' ? 200 : 422;
    case 'unauthenticated':
      return 401;
    case 'forbidden':
      return 403;
    case 'absent':
      return 404;
    case 'bad reference':
      return 422;
  }
}

/** Tries every cell, as the matrix does, and puts what came of it before the oracles. Throws where one objects. */
export async function tryCells(contract: Contract, cells: ReadonlyMap<string, readonly ReadyCell[]>) {
  for (const [operationId, ready] of cells) {
    const outcomes = await inBatches(ready, AT_ONCE, send);
    const rule = contract.rule(operationId);
    const [objection] = [
      ...statusOracle(outcomes, { rule, line: contract.policy.lineOf(operationId) }),
      ...canaryOracle(outcomes),
      ...existenceOracle(outcomes),
    ];
    if (objection !== undefined) throw new Error(`${objection.where}: ${objection.objection}`);
  }
}
