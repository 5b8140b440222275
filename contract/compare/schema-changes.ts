import type { Schemas, TypedNode } from '../schema/schema-node.ts';
import type { Direction, SchemaChange } from './change.ts';
import { facetChanges } from './facet-changes.ts';
import { objectChanges } from './object-changes.ts';

/** Two schemas with the documents that their references point into. */
export interface Pair {
  before: { schemas: Schemas; schema: unknown };
  after: { schemas: Schemas; schema: unknown };
}

/** Deeper than any value of an API; a schema that refers to itself ends here. */
const DEEPEST = 12;

/**
 * What changed between two schemas of a value that callers send or get. Input breaks where less is taken than before,
 * output where something is given that could not come before, or no longer what was promised.
 */
export function schemaChanges(pair: Pair, direction: Direction, at = '', depth = 0): SchemaChange[] {
  if (depth > DEEPEST) return [];
  const before = pair.before.schemas.alternatives(pair.before.schema);
  const after = pair.after.schemas.alternatives(pair.after.schema);
  const { kept, gone, added } = matched(before, after);
  // What may be anything already takes in every type.
  const wasAnything = before.some(({ type }) => type === 'any');
  const isAnything = after.some(({ type }) => type === 'any');
  return [
    ...(isAnything ? [] : gone).map((node) => typeChange('gone', node, direction, at)),
    ...(wasAnything ? [] : added).map((node) => typeChange('added', node, direction, at)),
    ...kept.flatMap(([old, now]) => nodeChanges(pair, [old, now], direction, at, depth)),
  ];
}

/** Pairs the alternatives that are alike, then those of the same type, in order. */
function matched(before: readonly TypedNode[], after: readonly TypedNode[]) {
  const left = [...after];
  const kept: [TypedNode, TypedNode][] = [];
  const take = (fits: (candidate: TypedNode) => boolean): TypedNode | undefined => {
    const index = left.findIndex(fits);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const different = before.filter((node) => {
    const twin = take((candidate) => JSON.stringify(candidate) === JSON.stringify(node));
    if (twin !== undefined) kept.push([node, twin]);
    return twin === undefined;
  });
  const gone = different.filter((node) => {
    const twin = take(({ type }) => type === node.type) ?? take(({ type }) => isNumeric(type, node.type));
    if (twin !== undefined) kept.push([node, twin]);
    return twin === undefined;
  });
  return { kept, gone, added: left };
}

function isNumeric(...types: string[]): boolean {
  return types.every((type) => type === 'number' || type === 'integer');
}

function typeChange(
  change: 'gone' | 'added',
  node: TypedNode,
  direction: Direction,
  at: string,
): SchemaChange {
  const narrows = change === 'gone' && direction === 'input';
  const widens = change === 'added' && direction === 'output';
  return {
    rule: `${direction}-type-${change === 'gone' ? 'narrowed' : 'widened'}`,
    at,
    what: change === 'gone' ? `is no longer ${node.type}` : `can be ${node.type} now`,
    why: narrows
      ? `callers who send ${node.type}`
      : widens
        ? `callers who are not prepared for ${node.type}`
        : null,
  };
}

function nodeChanges(
  pair: Pair,
  [before, after]: [TypedNode, TypedNode],
  direction: Direction,
  at: string,
  depth: number,
): SchemaChange[] {
  const deeper = (old: unknown, now: unknown, place: string) =>
    schemaChanges(
      {
        before: { schemas: pair.before.schemas, schema: old },
        after: { schemas: pair.after.schemas, schema: now },
      },
      direction,
      place,
      depth + 1,
    );
  return [
    ...facetChanges(before, after, direction).map((change) => ({ ...change, at })),
    ...(before.type === 'array' ? deeper(before.items, after.items, `${at}[]`) : []),
    ...(before.type === 'object' ? objectChanges(before, after, direction, at, deeper) : []),
  ];
}
