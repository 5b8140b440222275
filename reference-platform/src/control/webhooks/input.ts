import { z } from 'zod';
import { eventSeverities } from '../../events/event.ts';
import { snakeName } from '../events/input.ts';

/** Body of `webhooks.create`; without `kinds` events of every kind, without `minimumSeverity` of every severity. */
export const createBody = z.strictObject({
  url: z.string().min(1).max(2_000),
  kinds: z
    .array(snakeName)
    .min(1)
    .max(20)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'Each kind once')
    .meta({ uniqueItems: true })
    .optional(),
  minimumSeverity: z.enum(eventSeverities).default('info'),
});
