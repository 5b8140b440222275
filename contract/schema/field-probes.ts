import type { Schemas, TypedNode } from './schema-node.ts';
import { plainText } from './plain-text.ts';
import { sampleOf } from './samples.ts';

/** A value for one place of a body, at a documented constraint or just beyond it. */
export interface FieldProbe {
  /** JSON pointer of the place; the items of an array stand under 0. */
  pointer: string;
  /** What is tried, for example `maximum 900, beyond`. */
  tried: string;
  /** The body with that value in its place; what else is required is missing. */
  body: Record<string, unknown>;
  /** Whether the contract takes the value. */
  taken: boolean;
}

type Value = Omit<FieldProbe, 'pointer' | 'body'> & { value: unknown };

/** JSON values by type, of which each field gets one that is not its own. */
const STRANGERS = { string: 'text', number: 7, boolean: true, object: { a: 1 }, array: ['text'] };

/**
 * Probes of every place of a JSON body that has one type (or that and null): each documented constraint at its bound and
 * beyond, wrong types, null, each value of a list and one that is not in it. Places with several types are passed over.
 */
export function fieldProbes(schemas: Schemas, schema: unknown): FieldProbe[] {
  return probesAt(schemas, schema, '', (value) => {
    if (typeof value !== 'object' || value === null) throw new TypeError('a body is an object');
    return { ...value };
  });
}

type Wrap = (value: unknown) => Record<string, unknown>;

function probesAt(schemas: Schemas, schema: unknown, pointer: string, wrap: Wrap): FieldProbe[] {
  const node = onlyType(schemas, schema);
  if (node === null) return [];
  const own = pointer === '' ? [] : valuesFor(schemas, schema, node);
  return [
    ...own.map(({ tried, value, taken }) => ({ pointer, tried, taken, body: wrap(value) })),
    ...(node.type === 'object' ? memberProbes(schemas, node, pointer, wrap) : []),
    ...(node.type === 'array' ? probesAt(schemas, node.items, `${pointer}/0`, (value) => wrap([value])) : []),
  ];
}

function memberProbes(schemas: Schemas, node: TypedNode, pointer: string, wrap: Wrap): FieldProbe[] {
  const inside = (name: string, body: unknown, tried: string) => ({
    pointer: `${pointer}/${name}`,
    tried,
    body: wrap(body),
    taken: false,
  });
  return [
    ...node.required.map((name) => inside(name, {}, 'required, missing')),
    ...(node.additionalProperties === false ? [inside('unheardOf', { unheardOf: 1 }, 'not documented')] : []),
    ...Object.entries(node.properties ?? {}).flatMap(([name, property]) =>
      probesAt(schemas, property, `${pointer}/${name}`, (value) => wrap({ [name]: value })),
    ),
  ];
}

/** The one type of a schema besides null; `null` where it has several. */
function onlyType(schemas: Schemas, schema: unknown): TypedNode | null {
  const types = schemas.alternatives(schema).filter(({ type }) => type !== 'null');
  const [node] = types;
  return types.length === 1 && node !== undefined && node.type !== 'any' ? node : null;
}

function valuesFor(schemas: Schemas, schema: unknown, node: TypedNode): Value[] {
  const nullable = schemas.alternatives(schema).some(({ type }) => type === 'null');
  const own = node.type === 'integer' ? 'number' : node.type;
  return [
    { tried: 'null', value: null, taken: nullable },
    ...Object.entries(STRANGERS)
      .filter(([type]) => type !== own)
      .map(([type, value]) => ({ tried: `${type} in place of ${node.type}`, value, taken: false })),
    ...(node.enum ?? []).map((value) => ({
      tried: `one of its values, ${String(value)}`,
      value,
      taken: true,
    })),
    ...(node.enum === undefined ? [] : [{ tried: 'a value of none', value: 'none_of_them', taken: false }]),
    ...constraintsOf(schemas, node),
  ];
}

function constraintsOf(schemas: Schemas, node: TypedNode): Value[] {
  switch (node.type) {
    case 'string':
      return textValues(schemas, node);
    case 'integer':
    case 'number':
      return numberValues(node);
    case 'array':
      return listValues(schemas, node);
    default:
      return [];
  }
}

function textValues(schemas: Schemas, node: TypedNode): Value[] {
  const { minLength = 0, maxLength, format, pattern, enum: values } = node;
  if (values !== undefined) return [];
  const narrow = format ?? pattern;
  const beyond = [
    ...(minLength > 0 ? [refused(`minLength ${minLength}`, plainText(minLength - 1))] : []),
    ...(maxLength === undefined ? [] : [refused(`maxLength ${maxLength}`, plainText(maxLength + 1))]),
  ];
  if (narrow !== undefined) {
    const sample = sampleOf(schemas, node);
    return [
      ...beyond,
      taken(`format ${format ?? narrow}`, sample),
      refused(`format ${format ?? narrow}`, `${String(sample)} `),
      refused(`format ${format ?? narrow}`, '-'),
    ];
  }
  return [
    ...beyond,
    ...(minLength > 0 ? [taken(`minLength ${minLength}`, plainText(minLength))] : []),
    ...(maxLength === undefined ? [] : [taken(`maxLength ${maxLength}`, plainText(maxLength))]),
  ];
}

/** How far beyond a bound a number that need not be whole is tried. */
const STEP = 1e-6;

function numberValues(node: TypedNode): Value[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
  const whole = node.type === 'integer';
  const step = whole ? 1 : STEP;
  // Beyond it two whole numbers are one and the same for JSON.
  const exact = (bound: number) => Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return [
    ...(whole ? [refused('integer', 1.5)] : []),
    ...(minimum === undefined ? [] : [taken(`minimum ${minimum}`, minimum)]),
    ...(minimum === undefined || !exact(minimum) ? [] : [refused(`minimum ${minimum}`, minimum - step)]),
    ...(maximum === undefined ? [] : [taken(`maximum ${maximum}`, maximum)]),
    ...(maximum === undefined || !exact(maximum) ? [] : [refused(`maximum ${maximum}`, maximum + step)]),
    ...(exclusiveMinimum === undefined
      ? []
      : [
          refused(`exclusiveMinimum ${exclusiveMinimum}`, exclusiveMinimum),
          taken(`exclusiveMinimum ${exclusiveMinimum}`, exclusiveMinimum + step),
        ]),
    ...(exclusiveMaximum === undefined
      ? []
      : [
          refused(`exclusiveMaximum ${exclusiveMaximum}`, exclusiveMaximum),
          taken(`exclusiveMaximum ${exclusiveMaximum}`, exclusiveMaximum - step),
        ]),
  ];
}

function listValues(schemas: Schemas, node: TypedNode): Value[] {
  const { minItems = 0, maxItems, items } = node;
  const list = (length: number) =>
    Array.from({ length }, (_, index) => sampleOf(schemas, items, node.uniqueItems === true ? index : 0));
  return [
    ...(minItems > 0
      ? [taken(`minItems ${minItems}`, list(minItems)), refused(`minItems ${minItems}`, list(minItems - 1))]
      : []),
    ...(maxItems === undefined
      ? []
      : [taken(`maxItems ${maxItems}`, list(maxItems)), refused(`maxItems ${maxItems}`, list(maxItems + 1))]),
    ...(node.uniqueItems === true
      ? [refused('uniqueItems', [sampleOf(schemas, items), sampleOf(schemas, items)])]
      : []),
  ];
}

function taken(tried: string, value: unknown): Value {
  return { tried: `${tried}, at it`, value, taken: true };
}

function refused(tried: string, value: unknown): Value {
  return { tried: `${tried}, beyond`, value, taken: false };
}
