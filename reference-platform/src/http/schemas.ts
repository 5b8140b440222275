import { z } from 'zod';

/** A resource's id in answers and bodies (UUID v7 where the platform made it). */
export const idSchema = z.uuid();

/** The path parameters of an operation on one object. What is no UUID answers 404. */
export const idParams = z.strictObject({ id: idSchema });

/** A UTC time with milliseconds, e.g. `2026-11-21T08:00:00.000Z`. */
export const timestampSchema = z.iso.datetime({ precision: 3 });

/** The query of a plain list; `extend` it with filters. */
export const pageQuery = z.strictObject({
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

/** A page of a list, as declared in `responses`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.int().min(0), limit: z.int(), offset: z.int() });
}

/** Who made a resource. */
export const creatorSchema = z
  .object({ kind: z.enum(['user', 'api_key']), id: idSchema, name: z.string() })
  .meta({ id: 'Creator' });

/** An empty query or body: any field is refused. */
export const nothing = z.strictObject({});
