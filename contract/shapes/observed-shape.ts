import { z } from 'zod';
import { fieldsOf, jsonType, LOOKED_AT } from './json-type.ts';

/** What real answers had at one place: types, and for objects and arrays what was in them. No values. */
export interface ObservedShape {
  types: string[];
  /** How often the place held an object. */
  objects: number;
  fields: Record<string, { seen: number; shape: ObservedShape }>;
  items: ObservedShape | null;
}

/** Reads observed shapes from the file that a worker left. */
export const observedShapeSchema: z.ZodType<ObservedShape> = z.strictObject({
  types: z.array(z.string()),
  objects: z.int(),
  get fields() {
    return z.record(z.string(), z.strictObject({ seen: z.int(), shape: observedShapeSchema }));
  },
  get items() {
    return observedShapeSchema.nullable();
  },
});

/** The shape of one answer. */
export function observe(value: unknown): ObservedShape {
  const fields = fieldsOf(value).map(([name, field]) => [name, { seen: 1, shape: observe(field) }]);
  const type = jsonType(value);
  return {
    types: [type],
    objects: type === 'object' ? 1 : 0,
    fields: Object.fromEntries(fields) as ObservedShape['fields'],
    items: Array.isArray(value)
      ? value.slice(0, LOOKED_AT).map(observe).reduce<ObservedShape | null>(joinOptional, null)
      : null,
  };
}

/** One shape of two. */
export function join(one: ObservedShape, other: ObservedShape): ObservedShape {
  const fields: ObservedShape['fields'] = { ...one.fields };
  for (const [name, { seen, shape }] of Object.entries(other.fields)) {
    const known = fields[name];
    fields[name] =
      known === undefined ? { seen, shape } : { seen: known.seen + seen, shape: join(known.shape, shape) };
  }
  return {
    types: [...new Set([...one.types, ...other.types])],
    objects: one.objects + other.objects,
    fields,
    items: other.items === null ? one.items : joinOptional(one.items, other.items),
  };
}

function joinOptional(one: ObservedShape | null, other: ObservedShape): ObservedShape {
  return one === null ? other : join(one, other);
}
