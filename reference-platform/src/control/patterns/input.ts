import { z } from 'zod';
import { summaryQuery } from '../events/input.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';
import { patternDefinition } from './definition.ts';

/** Body of `patterns.create`. */
export const createBody = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .refine((text) => !text.includes('\u0000'), 'Must not contain a NUL character'),
  definition: patternDefinition,
});

/** Query of `patterns.matches`: at most 31 days, without times the last 7. */
export const matchesQuery = pageQuery.extend({ patternId: idSchema.optional(), ...summaryQuery.shape });
