import type { Exclusion } from '../../contract/coverage-exclusions.ts';
import type { Operation } from '../../contract/operations.ts';
import type { Traffic } from '../../contract/traffic/traffic.ts';

/** Share of the operation × status pairs that a run must have seen. */
export const COVERAGE_THRESHOLD = 0.95;

/** How many of a contract's promises have been seen in real exchanges. */
export interface OperationCoverage {
  /** An operation is covered once it has succeeded. */
  operations: { covered: number; total: number; missing: string[] };
  /** Documented statuses of each operation; those excluded and not seen are left out of `total`. */
  statuses: { covered: number; total: number; excluded: number; missing: Record<string, number[]> };
  /** Exclusions that exclude nothing any more, one line each. */
  stale: string[];
}

/** Holds the exchanges of a run against what the contract documents. */
export function coverageOf(
  operations: readonly Operation[],
  traffic: Traffic,
  exclusions: readonly Exclusion[],
): OperationCoverage {
  const succeeded = operations.filter(({ id }) =>
    Object.keys(traffic[id] ?? {}).some((status) => status.startsWith('2')),
  );
  const pairs = operations.flatMap(({ id, responses }) =>
    [...responses.keys()].map((status) => ({
      id,
      status,
      seen: traffic[id]?.[status] !== undefined,
      excluded: exclusions.some((exclusion) => excludes(exclusion, id, status)),
    })),
  );
  const counted = pairs.filter(({ seen, excluded }) => seen || !excluded);
  const missing: Record<string, number[]> = {};
  for (const { id, status, seen } of counted) if (!seen) (missing[id] ??= []).push(status);
  return {
    operations: {
      covered: succeeded.length,
      total: operations.length,
      missing: operations.filter((operation) => !succeeded.includes(operation)).map(({ id }) => id),
    },
    statuses: {
      covered: counted.filter(({ seen }) => seen).length,
      total: counted.length,
      excluded: pairs.length - counted.length,
      missing,
    },
    stale: exclusions.flatMap((exclusion) => staleParts(exclusion, operations, traffic)),
  };
}

/** Whether a run has seen enough, and no exclusion is stale. */
export function isEnough({ operations, statuses, stale }: OperationCoverage): boolean {
  return (
    operations.covered >= operations.total * COVERAGE_THRESHOLD &&
    statuses.covered >= statuses.total * COVERAGE_THRESHOLD &&
    stale.length === 0
  );
}

/** One line: `64/64 operations, 380/391 documented statuses (97.2 %)`. */
export function describeCoverage({ operations, statuses }: OperationCoverage): string {
  const share = statuses.total === 0 ? 0 : (100 * statuses.covered) / statuses.total;
  return `${operations.covered}/${operations.total} operations, ${statuses.covered}/${statuses.total} documented statuses (${share.toFixed(1)} %)`;
}

/** Whether an exclusion is of that status of that operation. */
export function excludes({ statuses, operations }: Exclusion, id: string, status: number): boolean {
  return statuses.includes(status) && (operations === undefined || operations.includes(id));
}

function staleParts(
  { statuses, operations: named }: Exclusion,
  operations: readonly Operation[],
  traffic: Traffic,
): string[] {
  return statuses.flatMap((status) => {
    const documenting = operations.filter(({ responses }) => responses.has(status)).map(({ id }) => id);
    if (named === undefined) return documenting.length > 0 ? [] : [`${status}: no operation documents it`];
    return named.flatMap((id) => {
      if (!documenting.includes(id)) return [`${id} ${status}: is not documented`];
      return traffic[id]?.[status] === undefined ? [] : [`${id} ${status}: has been seen`];
    });
  });
}
