import { agreedContract } from '../../../fixtures/index.ts';
import { loadBaseline } from '../../../contract/contract.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';

const schemas = new Schemas(loadBaseline());

/** Every field name in a schema, at whatever depth, with the schema of each object that it is in. */
function walk(schema: unknown, visit: (name: string) => void, closed: (isClosed: boolean) => void): void {
  for (const node of schemas.alternatives(schema)) {
    if (node.type === 'object') closed(node.additionalProperties !== undefined);
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      visit(name);
      walk(property, visit, closed);
    }
    if (node.items !== undefined) walk(node.items, visit, closed);
  }
}

/** The fields that one schema declares, at whatever depth, and whether each of its objects says what else it may hold. */
export function fieldsOf(schema: unknown): { names: Set<string>; closed: boolean } {
  const names = new Set<string>();
  let closed = true;
  walk(
    schema,
    (name) => names.add(name),
    (isClosed) => (closed &&= isClosed),
  );
  return { names, closed };
}

/** The fields that a schema declares at its top. */
export function topFieldsOf(schema: unknown): string[] {
  return schemas.alternatives(schema).flatMap(({ properties = {} }) => Object.keys(properties));
}

/** The name of every field that any answer of the contract has. */
export const ANSWERED_FIELDS: readonly string[] = [
  ...new Set(
    agreedContract().operations.flatMap(({ responses }) =>
      [...responses]
        .filter(([status]) => status < 300)
        .flatMap(([, bodies]) => [...bodies.values()].flatMap((schema) => [...fieldsOf(schema).names])),
    ),
  ),
].sort();
