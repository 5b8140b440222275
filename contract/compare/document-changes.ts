import { Schemas } from '../schema/schema-node.ts';
import type { Change } from './change.ts';
import { describedOperations, type DescribedOperation } from './described-operation.ts';
import { operationChanges } from './operation-changes.ts';

/**
 * What changed between two OpenAPI 3.1 documents for callers of the first, in its order; nothing for texts and names of
 * schemas, which no call depends on.
 */
export function documentChanges(before: unknown, after: unknown): Change[] {
  const [oldSchemas, nowSchemas] = [new Schemas(before), new Schemas(after)];
  const old = describedOperations(before, oldSchemas);
  const now = describedOperations(after, nowSchemas);
  const isSame = sameOperation(oldSchemas, nowSchemas);
  return [
    ...serverChanges(old.servers, now.servers),
    ...[...old.operations.values()].flatMap((operation) => {
      const known = now.operations.get(operation.address);
      if (known !== undefined) return isSame(operation, known) ? [] : operationChanges(operation, known);
      const what = `${operation.address} is gone`;
      return [operationChange('removed', operation.operationId, what, 'everybody who calls it')];
    }),
    ...[...now.operations.values()]
      .filter(({ address }) => !old.operations.has(address))
      .map(({ operationId, address }) => operationChange('added', operationId, `${address} is new`, '')),
  ];
}

/** The changes that break somebody. */
export function breakingChanges(before: unknown, after: unknown): Change[] {
  return documentChanges(before, after).filter(({ breaking }) => breaking);
}

/** Tells operations that are written alike: they also mean the same, where all schemas to refer to are the same. */
function sameOperation(before: Schemas, after: Schemas) {
  const sameSchemas = before.isLike(after);
  const plain = ({ schemas: _schemas, ...rest }: DescribedOperation) => JSON.stringify(rest);
  return (a: DescribedOperation, b: DescribedOperation) => sameSchemas && plain(a) === plain(b);
}

function serverChanges(before: readonly string[], after: readonly string[]): Change[] {
  return before
    .filter((url) => !after.includes(url))
    .map((url) => ({
      breaking: true,
      rule: 'server-removed',
      operation: 'document',
      where: 'servers',
      what: `no longer serves ${url}`,
      why: 'every caller',
    }));
}

function operationChange(kind: 'removed' | 'added', operation: string, what: string, why: string): Change {
  return { breaking: why !== '', rule: `operation-${kind}`, operation, where: '', what, why };
}
