import { z } from 'zod';

const limit = z.number().optional();
const nodeSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  default: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  minLength: limit,
  maxLength: limit,
  minItems: limit,
  maxItems: limit,
  uniqueItems: z.boolean().optional(),
});

/** One JSON Schema of an OpenAPI 3.1 document, as far as the suite reads it. */
export type SchemaNode = z.infer<typeof nodeSchema>;

/** A schema that has one JSON type; `any` where it names none. */
export type TypedNode = SchemaNode & { type: string };

const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

/** Reads the schemas of one OpenAPI document, references to its components followed. */
export class Schemas {
  readonly #components: Readonly<Record<string, unknown>>;
  /** What was read before: the same component is referred to hundreds of times. */
  readonly #read = new Map<unknown, SchemaNode>();

  constructor(document: unknown) {
    this.#components = documentSchema.parse(document).components?.schemas ?? {};
  }

  /** Whether both documents have the same components, in the same order. */
  isLike(other: Schemas): boolean {
    return JSON.stringify(this.#components) === JSON.stringify(other.#components);
  }

  /** The schema itself, or what it refers to. Throws where a reference leads nowhere. */
  read(schema: unknown): SchemaNode {
    if (schema === true || schema === undefined) return { required: [] };
    const node = this.#read.get(schema) ?? nodeSchema.parse(schema);
    this.#read.set(schema, node);
    if (node.$ref === undefined) return node;
    const name = node.$ref.replace('#/components/schemas/', '');
    if (!(name in this.#components)) throw new Error(`the OpenAPI document has no schema ${node.$ref}`);
    return this.read(this.#components[name]);
  }

  /** The schemas of one type each of which a value may be: unions and lists of types taken apart. */
  alternatives(schema: unknown): TypedNode[] {
    const node = this.read(schema);
    const union = node.anyOf ?? node.oneOf;
    if (union !== undefined) return union.flatMap((member) => this.alternatives(member));
    const types = node.type === undefined ? typesOfValues(node) : [node.type].flat();
    return types.map((type) => ({ ...node, type }));
  }
}

function typesOfValues({ enum: values = [], const: constant }: SchemaNode): string[] {
  const types = [...values, constant].filter((value) => value !== undefined).map((value) => typeof value);
  return types.length === 0 ? ['any'] : [...new Set(types)];
}
