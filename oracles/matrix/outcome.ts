import type { Exchange } from '../../api-clients/http/exchange.ts';
import { describeCell, type Cell } from '../../contract/matrix/cells.ts';
import type { Caller } from '../passive/oracle.ts';

/** What exactly has to be answered. */
export interface Promised {
  status: number;
  /** JSON pointer that the problem has to name; `null` where none is asked for. */
  pointer: string | null;
}

/** Who an audit entry has to name. */
export interface NamedActor {
  kind: 'user' | 'api_key' | 'operator';
  /** `null` where the suite does not know it. */
  id: string | null;
}

/** A cell that was tried, with what came of it. */
export interface Outcome {
  cell: Cell;
  promised: Promised;
  exchange: Exchange;
  /** Pointers of the problem's errors. */
  pointers: readonly string[];
  /** Why the answer is none of the contract; `null` for one that is. */
  violation: string | null;
  caller: Caller;
  /** `null` for somebody who is not known. */
  actor: NamedActor | null;
  /** What the id in the path names. */
  objectId: string | null;
}

export type OracleName = 'status' | 'canary' | 'side effect' | 'existence' | 'read-back' | 'audit';

/** What an oracle of the matrix objects to. */
export interface MatrixObjection {
  oracle: OracleName;
  /** The cell or cells, as a person names them. */
  where: string;
  objection: string;
}

/** The id that the target gave a request, which its audit entry repeats. */
export function requestIdOf({ exchange }: Outcome): string {
  return exchange.responseHeaders['x-request-id'] ?? '';
}

/** Whether the answer is the one that was promised: what is not is the status oracle's, and no other's. */
export function isAsPromised({ exchange, promised, pointers, violation }: Outcome): boolean {
  return (
    violation === null &&
    exchange.status === promised.status &&
    (promised.pointer === null || pointers.includes(promised.pointer))
  );
}

/** An objection to one cell. */
export function objectTo({ cell }: Outcome, oracle: OracleName, objection: string): MatrixObjection {
  return { oracle, where: describeCell(cell), objection };
}
