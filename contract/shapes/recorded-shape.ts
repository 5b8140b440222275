import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { fieldsOf, jsonType, LOOKED_AT } from './json-type.ts';

const fileSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Types by place: `/items[]/id` is `string uuid`; `/items[]/note?` may be missing; `/values/*` is every entry of a map. */
export type ShapeLines = Record<string, string>;

/** File of the recorded shapes, by answer; `npm run shapes:update` writes it anew. */
export const SHAPES_FILE = path.join(import.meta.dirname, '..', 'shapes.recorded.json');

interface Place {
  types: ReadonlySet<string>;
  /** Names of the fields that are always there. */
  required: string[];
}

/** The shape that an operation's answers had when it was recorded. */
export class RecordedShape {
  readonly #places: ReadonlyMap<string, Place>;

  constructor(lines: ShapeLines) {
    const places = new Map<string, Place>();
    for (const [line, types] of Object.entries(lines)) {
      const at = line.replace(/\?$/, '');
      places.set(at, { types: new Set(types.split(' | ')), required: [] });
      const slash = at.lastIndexOf('/');
      const name = at.slice(slash + 1);
      if (slash !== -1 && at === line && name !== '*' && !name.endsWith(']'))
        places.get(at.slice(0, slash))?.required.push(name);
    }
    this.#places = places;
  }

  /** What an answer lacks or has of another type, one line each; what is new is nobody's loss. */
  objections(value: unknown, at = ''): string[] {
    const place = this.#places.get(at);
    if (place === undefined) return [];
    const type = jsonType(value);
    const [base = type] = type.split(' ');
    if (!place.types.has(type) && !place.types.has(base))
      return [`${at || 'the body'} is ${type}, and was ${[...place.types].join(' or ')}`];
    if (Array.isArray(value))
      return value.slice(0, LOOKED_AT).flatMap((item) => this.objections(item, `${at}[]`));
    const fields = fieldsOf(value);
    const isMap = this.#places.has(`${at}/*`);
    const names = new Set(fields.map(([name]) => name));
    const missing = type === 'object' ? place.required.filter((name) => !names.has(name)) : [];
    return [
      ...missing.map((name) => `${at}/${name} is gone`),
      ...fields.flatMap(([name, field]) => this.objections(field, isMap ? `${at}/*` : `${at}/${name}`)),
    ];
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
