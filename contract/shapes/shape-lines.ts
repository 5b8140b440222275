import type { Schemas, TypedNode } from '../schema/schema-node.ts';
import { join, type ObservedShape } from './observed-shape.ts';
import type { ShapeLines } from './recorded-shape.ts';

const FORMS = ['uuid', 'date-time'];

/**
 * The lines to record of what was observed. The document says what observation cannot: what may be null or missing, though
 * this run did not see it so, and which objects are maps. So two runs record the same.
 */
export function shapeLines(observed: ObservedShape, schemas: Schemas, schema: unknown): ShapeLines {
  const lines: [string, string][] = [];
  visit(observed, schemas, schemas.alternatives(schema), '', '', lines);
  return Object.fromEntries(lines);
}

function visit(
  observed: ObservedShape,
  schemas: Schemas,
  described: readonly TypedNode[],
  at: string,
  suffix: '' | '?',
  lines: [string, string][],
): void {
  lines.push([`${at}${suffix}`, typesOf(observed, described).join(' | ')]);
  if (observed.items !== null) {
    const items = described
      .filter(({ type }) => type === 'array')
      .flatMap((node) => alternativesOf(schemas, node.items));
    visit(observed.items, schemas, items, `${at}[]`, '', lines);
  }
  const objects = described.filter(({ type }) => type === 'object');
  const names = new Set(objects.flatMap(({ properties = {} }) => Object.keys(properties)));
  if (names.size === 0) {
    visitMap(observed, schemas, objects, at, lines);
    return;
  }
  for (const name of [...names].sort()) {
    const field = observed.fields[name];
    if (field === undefined) continue;
    const always =
      field.seen === observed.objects && objects.every(({ required }) => required.includes(name));
    const alternatives = objects.flatMap(({ properties = {} }) =>
      name in properties ? alternativesOf(schemas, properties[name]) : [],
    );
    visit(field.shape, schemas, alternatives, `${at}/${name}`, always ? '' : '?', lines);
  }
}

/** The entries of a map as one; of an object that the document leaves open, nothing. */
function visitMap(
  observed: ObservedShape,
  schemas: Schemas,
  objects: readonly TypedNode[],
  at: string,
  lines: [string, string][],
): void {
  const entries = objects.flatMap(({ additionalProperties }) =>
    alternativesOf(schemas, additionalProperties),
  );
  if (entries.every(({ type }) => type === 'any')) return;
  const shapes = Object.values(observed.fields).map(({ shape }) => shape);
  const [first, ...rest] = shapes;
  if (first !== undefined) visit(rest.reduce(join, first), schemas, entries, `${at}/*`, '', lines);
}

function alternativesOf(schemas: Schemas, schema: unknown): TypedNode[] {
  return typeof schema === 'object' && schema !== null ? schemas.alternatives(schema) : [];
}

/**
 * What was seen, and besides it what the document allows. Of a string's form only what the document promises too: that
 * some text looked like an id is chance.
 */
function typesOf({ types }: ObservedShape, described: readonly TypedNode[]): string[] {
  const allowed = described.filter(({ type }) => type !== 'any').map(plainType);
  const seen = types.map((type) => (allowed.includes(type) ? type : (type.split(' ')[0] ?? type)));
  const missed = allowed.filter((type) => !seen.some((known) => known.split(' ')[0] === type.split(' ')[0]));
  const all = new Set([...seen, ...missed]);
  if (all.has('string')) for (const form of FORMS) all.delete(`string ${form}`);
  return [...all].sort();
}

function plainType({ type, format = '' }: TypedNode): string {
  if (type === 'integer') return 'number';
  return type === 'string' && FORMS.includes(format) ? `string ${format}` : type;
}
