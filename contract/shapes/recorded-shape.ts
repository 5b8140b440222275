import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { jsonType, LOOKED_AT } from './json-type.ts';

const fileSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Types by place: `/items[]/id` is `string uuid`; `/items[]/note?` may be missing; `/values/*` is every entry of a map. */
export type ShapeLines = Record<string, string>;

/** File of the recorded shapes, by answer; `npm run shapes:update` writes it anew. */
export const SHAPES_FILE = path.join(import.meta.dirname, '..', 'shapes.recorded.json');

/** What was recorded of one place of an answer. */
interface Place {
  /** JSON pointer with `[]` for an element and `*` for an entry of a map; empty for the body. */
  at: string;
  types: ReadonlySet<string>;
  /** Names of the fields that are always there. */
  required: string[];
  fields: Map<string, Place>;
  element: Place | undefined;
  /** Of a map: what each of its entries is. */
  entry: Place | undefined;
}

/** The shape that an operation's answers had when it was recorded. */
export class RecordedShape {
  readonly #body: Place | undefined;

  constructor(lines: ShapeLines) {
    const places = new Map<string, Place>();
    for (const [line, types] of Object.entries(lines)) {
      const at = line.replace(/\?$/, '');
      const parts = { required: [], fields: new Map(), element: undefined, entry: undefined };
      places.set(at, { at, types: new Set(types.split(' | ')), ...parts });
    }
    // Behind the first pass: a place may be listed before the one that it is in.
    for (const place of places.values()) hangUp(place, places, lines);
    this.#body = places.get('');
  }

  /** What an answer lacks or has of another type, one line each; what is new is nobody's loss. */
  objections(value: unknown): string[] {
    const objections: string[] = [];
    if (this.#body !== undefined) compare(value, this.#body, objections);
    return objections;
  }
}

/** Tells the place that another one is in about it. */
function hangUp(place: Place, places: ReadonlyMap<string, Place>, lines: ShapeLines): void {
  const { at } = place;
  if (at.endsWith('[]')) {
    const list = places.get(at.slice(0, -2));
    if (list !== undefined) list.element = place;
    return;
  }
  const slash = at.lastIndexOf('/');
  const parent = slash === -1 ? undefined : places.get(at.slice(0, slash));
  if (parent === undefined) return;
  const name = at.slice(slash + 1);
  if (name === '*') parent.entry = place;
  else {
    parent.fields.set(name, place);
    if (at in lines) parent.required.push(name);
  }
}

// Called for every value of every answer of a run: nothing is put together before there is something to object to.
function compare(value: unknown, place: Place, objections: string[]): void {
  const { at, types } = place;
  const type = jsonType(value);
  if (!types.has(type) && !(type.startsWith('string') && types.has('string'))) {
    objections.push(`${at || 'the body'} is ${type}, and was ${[...types].join(' or ')}`);
    return;
  }
  if (Array.isArray(value)) {
    const { element } = place;
    if (element === undefined) return;
    for (const item of value.slice(0, LOOKED_AT)) compare(item, element, objections);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const name of place.required)
    if (!Object.hasOwn(value, name)) objections.push(`${at}/${name} is gone`);
  for (const [name, field] of Object.entries(value)) {
    const known = place.entry ?? place.fields.get(name);
    if (known !== undefined) compare(field, known, objections);
  }
}

/** The lines of the file, by answer; none where it is missing. */
export function readShapeLines(): Record<string, ShapeLines> {
  return existsSync(SHAPES_FILE) ? fileSchema.parse(JSON.parse(readFileSync(SHAPES_FILE, 'utf8'))) : {};
}

/** The recorded shapes by answer. */
export function loadShapes(): ReadonlyMap<string, RecordedShape> {
  return new Map(Object.entries(readShapeLines()).map(([name, lines]) => [name, new RecordedShape(lines)]));
}
