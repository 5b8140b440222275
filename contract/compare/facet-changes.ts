import type { TypedNode } from '../schema/schema-node.ts';
import type { Direction, SchemaChange } from './change.ts';

type Facet = Omit<SchemaChange, 'at'>;

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;

/** What changed in the values that a schema of one type allows: set of values, limits, form, default. */
export function facetChanges(before: TypedNode, after: TypedNode, direction: Direction): Facet[] {
  return [
    ...numberChanges(before, after, direction),
    ...valueChanges(before, after, direction),
    ...LOWER.flatMap((name) => limitChanges(name, before[name], after[name], direction, -1)),
    ...UPPER.flatMap((name) => limitChanges(name, before[name], after[name], direction, 1)),
    ...formChanges('format', before.format, after.format, direction),
    ...formChanges('pattern', before.pattern, after.pattern, direction),
    ...(direction === 'input' ? defaultChanges(before.default, after.default) : []),
  ];
}

function numberChanges(before: TypedNode, after: TypedNode, direction: Direction): Facet[] {
  if (before.type === after.type) return [];
  const wider = after.type === 'number';
  return [facet(direction, 'type', wider, `is ${after.type}, was ${before.type}`)];
}

function valueChanges(before: TypedNode, after: TypedNode, direction: Direction): Facet[] {
  const old = valuesOf(before);
  const now = valuesOf(after);
  if (old === null && now === null) return [];
  if (old === null) return [facet(direction, 'enum', false, `must be one of ${now?.join(', ')} now`)];
  if (now === null) return [facet(direction, 'enum', true, `can be anything now, was ${old.join(', ')}`)];
  const gone = old.filter((value) => !now.includes(value));
  const added = now.filter((value) => !old.includes(value));
  return [
    ...(gone.length > 0 ? [facet(direction, 'enum', false, `is no longer ${gone.join(', ')}`)] : []),
    ...(added.length > 0 ? [facet(direction, 'enum', true, `can be ${added.join(', ')} now`)] : []),
  ];
}

function valuesOf({ enum: values, const: constant }: TypedNode): string[] | null {
  if (constant !== undefined) return [JSON.stringify(constant)];
  return values?.map((value) => JSON.stringify(value)) ?? null;
}

/** `sign` is 1 where a larger limit allows more. */
function limitChanges(
  name: string,
  before: number | undefined,
  after: number | undefined,
  direction: Direction,
  sign: 1 | -1,
): Facet[] {
  if (before === after) return [];
  const open = sign * Number.POSITIVE_INFINITY;
  const wider = sign * ((after ?? open) - (before ?? open)) > 0;
  return [facet(direction, 'limit', wider, `${name} is ${after ?? 'none'}, was ${before ?? 'none'}`)];
}

/** Of two forms nobody can tell which allows more: a changed one breaks both ways. */
function formChanges(
  name: string,
  before: string | undefined,
  after: string | undefined,
  direction: Direction,
): Facet[] {
  if (before === after) return [];
  const what = `${name} is ${after ?? 'none'}, was ${before ?? 'none'}`;
  if (before !== undefined && after !== undefined)
    return [{ rule: `${direction}-form-changed`, what, why: whom(direction) }];
  return [facet(direction, 'form', after === undefined, what)];
}

function defaultChanges(before: unknown, after: unknown): Facet[] {
  const shown = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value));
  if (shown(before) === shown(after)) return [];
  const what = `default is ${shown(after)}, was ${shown(before)}`;
  return [
    { rule: 'input-default-changed', what, why: before === undefined ? null : 'callers who leave it out' },
  ];
}

function facet(direction: Direction, aspect: string, wider: boolean, what: string): Facet {
  const breaks = wider === (direction === 'output');
  return {
    rule: `${direction}-${aspect}-${wider ? 'widened' : 'narrowed'}`,
    what,
    why: breaks ? whom(direction) : null,
  };
}

function whom(direction: Direction): string {
  return direction === 'input' ? 'callers who send what was taken' : 'callers who rely on what was promised';
}
