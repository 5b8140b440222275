import * as z from 'zod/mini';

// zod would otherwise probe `new Function`, which the content security policy reports as a violation.
z.config({ jitless: true });

/** A page of items as every list operation answers it. */
export function listOf<T extends z.ZodMiniType>(item: T) {
  return z.object({ items: z.array(item), total: z.number(), limit: z.number(), offset: z.number() });
}

/** Who made a thing. */
export const Creator = z.object({ kind: z.enum(['user', 'api_key']), id: z.string(), name: z.string() });

/** Quality against a label column, each in 0..1. */
export const Metrics = z.object({
  rocAuc: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
});
export type Metrics = z.infer<typeof Metrics>;

/** Bins: `edges` has one more entry than `counts`. */
export const Histogram = z.object({ edges: z.array(z.number()), counts: z.array(z.number()) });
export type Histogram = z.infer<typeof Histogram>;
