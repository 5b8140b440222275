import type { AuditEntry } from '../../api-clients/audit/schemas.ts';
import {
  isAsPromised,
  type MatrixObjection,
  type NamedActor,
  objectTo,
  type Outcome,
  requestIdOf,
} from './outcome.ts';

/** The entry that a call has to leave in its tenant's log. */
export interface ExpectedEntry {
  action: string;
  outcome: AuditEntry['outcome'];
  status: number;
  actor: NamedActor;
  /** Id of what the call was about; `null` where it names nothing. */
  target: string | null;
}

/** O6: one entry, and the right one, for each denial of somebody known; none for what was wrong, read or nobody’s. */
export function auditOracle(outcomes: readonly Outcome[], entries: readonly AuditEntry[]): MatrixObjection[] {
  return outcomes.filter(isAsPromised).flatMap((outcome) => {
    const expected = denialOf(outcome);
    // The operator is of no tenant: what is denied to them stands in no log that a tenant can read.
    if (expected?.actor.kind === 'operator') return [];
    return objectionsTo(
      entries.filter(({ requestId }) => requestId === requestIdOf(outcome)),
      expected,
    ).map((objection) => objectTo(outcome, 'audit', objection));
  });
}

/** O6 on a change that was made: one entry that says so, by `where`, the cell's name. */
export function changeAuditOracle(
  where: string,
  entries: readonly AuditEntry[],
  expected: ExpectedEntry,
): MatrixObjection[] {
  return objectionsTo(entries, expected).map((objection) => ({ oracle: 'audit', where, objection }));
}

/** What is wrong with the entries of one call. */
function objectionsTo(entries: readonly AuditEntry[], expected: ExpectedEntry | null): string[] {
  const [entry] = entries;
  const wanted = expected === null ? 0 : 1;
  if (entries.length !== wanted)
    return [`expected ${countOf(wanted)} in the audit log, found ${countOf(entries.length)}`];
  if (entry === undefined || expected === null) return [];
  const { actor, target, action, outcome, status } = entry;
  const facts: [string, unknown, unknown][] = [
    ['action', action, expected.action],
    ['outcome', outcome, expected.outcome],
    ['status', status, expected.status],
    ['actor', actor.kind, expected.actor.kind],
    ['actor’s id', actor.id, expected.actor.id ?? actor.id],
    ['target', target?.id ?? null, expected.target],
  ];
  return facts
    .filter(([, actual, right]) => actual !== right)
    .map(
      ([fact, actual, right]) =>
        `expected an audit entry with the ${fact} ${String(right)}, but it is ${String(actual)}`,
    );
}

function denialOf({ cell, exchange, actor, objectId }: Outcome): ExpectedEntry | null {
  const { status } = exchange;
  // Who is refused with 401 is known all the same where a WebSocket ticket says whose it was.
  if (actor === null || ![401, 403, 404].includes(status)) return null;
  // What is no id names nothing.
  const target = cell.owner === 'malformed' ? null : objectId;
  return { action: cell.operationId, outcome: 'denied', status, actor, target };
}

function countOf(count: number): string {
  return count === 0 ? 'no entry' : count === 1 ? 'one entry' : `${count} entries`;
}
