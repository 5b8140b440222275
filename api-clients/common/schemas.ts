import { z } from 'zod';

/** UUID version 7. */
export const idSchema = z.uuidv7();

/** UTC ISO-8601 with milliseconds, for example `2026-11-21T08:00:00.000Z`. */
export const instantSchema = z.iso.datetime({ precision: 3 });

export const countSchema = z.int().nonnegative();

export const roleSchema = z.enum(['owner', 'admin', 'analyst', 'viewer', 'sales', 'verifier', 'auditor']);
export type Role = z.infer<typeof roleSchema>;

export const scopeSchema = z.enum(['read', 'write', 'ingest']);
export type Scope = z.infer<typeof scopeSchema>;

export const creatorSchema = z.strictObject({
  kind: z.enum(['user', 'api_key']),
  id: idSchema,
  name: z.string().min(1),
});

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** Number of items over all pages. */
  total: number;
  limit: number;
  offset: number;
}

export function pageSchema<T>(item: z.ZodType<T>): z.ZodType<Page<T>> {
  return z.strictObject({
    items: z.array(item),
    total: countSchema,
    limit: z.int().min(1).max(200),
    offset: countSchema,
  });
}

export interface PageQuery {
  limit?: number;
  offset?: number;
}

export interface ChangeOptions {
  /** An ETag, quotes included: the change is refused with 412 if the resource has moved on. */
  ifMatch?: string;
}

/** The `If-Match` header of a conditional change, or none. */
export function ifMatchHeader(options: ChangeOptions): { headers?: Record<string, string> } {
  return options.ifMatch === undefined ? {} : { headers: { 'if-match': options.ifMatch } };
}
