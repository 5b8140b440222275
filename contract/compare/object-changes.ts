import type { TypedNode } from '../schema/schema-node.ts';
import type { Direction, SchemaChange } from './change.ts';

type Deeper = (before: unknown, after: unknown, at: string) => SchemaChange[];

/** What changed in the properties of an object, and in those of a map. */
export function objectChanges(
  before: TypedNode,
  after: TypedNode,
  direction: Direction,
  at: string,
  deeper: Deeper,
): SchemaChange[] {
  const old = before.properties ?? {};
  const now = after.properties ?? {};
  const isMap = isSchema(before.additionalProperties) && isSchema(after.additionalProperties);
  return [
    ...Object.keys(old)
      .filter((name) => !(name in now))
      .map((name) => removed(direction, `${at}/${name}`)),
    ...Object.keys(now)
      .filter((name) => !(name in old))
      .map((name) => added(direction, `${at}/${name}`, after.required.includes(name))),
    ...Object.keys(old)
      .filter((name) => name in now)
      .flatMap((name) => [
        ...requirement(before, after, name, direction, `${at}/${name}`),
        ...deeper(old[name], now[name], `${at}/${name}`),
      ]),
    ...(isMap ? deeper(before.additionalProperties, after.additionalProperties, `${at}/*`) : []),
  ];
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function removed(direction: Direction, at: string): SchemaChange {
  return {
    rule: `${direction}-property-removed`,
    at,
    what: 'is gone',
    why: direction === 'input' ? 'callers who send it' : 'callers who read it',
  };
}

function added(direction: Direction, at: string, required: boolean): SchemaChange {
  const isDemand = direction === 'input' && required;
  return {
    rule: isDemand ? 'input-property-required' : `${direction}-property-added`,
    at,
    what: isDemand ? 'is new and required' : 'is new',
    why: isDemand ? 'callers who do not know it' : null,
  };
}

function requirement(
  before: TypedNode,
  after: TypedNode,
  name: string,
  direction: Direction,
  at: string,
): SchemaChange[] {
  const was = before.required.includes(name);
  const is = after.required.includes(name);
  if (was === is) return [];
  if (is) {
    return [
      {
        rule: direction === 'input' ? 'input-property-required' : 'output-property-promised',
        at,
        what: 'is required now',
        why: direction === 'input' ? 'callers who leave it out' : null,
      },
    ];
  }
  return [
    {
      rule: direction === 'input' ? 'input-property-optional' : 'output-property-optional',
      at,
      what: 'may be missing now',
      why: direction === 'output' ? 'callers who count on it' : null,
    },
  ];
}
