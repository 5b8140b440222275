import type { Schemas } from './schema-node.ts';

/** A place in a body where the contract wants a text. */
export interface TextField {
  /** JSON pointer; the items of an array stand under 0. */
  pointer: string;
  /** Whether any text is taken: no list of values, format or pattern. */
  free: boolean;
}

/** Every place of a body of that schema where a text belongs, in the order of the schema, each once. */
export function textFields(schemas: Schemas, schema: unknown, pointer = ''): TextField[] {
  const fields = schemas.alternatives(schema).flatMap((node): TextField[] => {
    if (node.type === 'object') {
      return Object.entries(node.properties ?? {}).flatMap(([name, property]) =>
        textFields(schemas, property, `${pointer}/${name}`),
      );
    }
    if (node.type === 'array') return textFields(schemas, node.items, `${pointer}/0`);
    if (node.type !== 'string') return [];
    const { enum: values, const: constant, format, pattern } = node;
    const narrow = values ?? constant ?? format ?? pattern;
    return [{ pointer, free: narrow === undefined }];
  });
  return [...new Map(fields.map((field) => [field.pointer, field])).values()];
}
