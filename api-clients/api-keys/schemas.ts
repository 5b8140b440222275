import { z } from 'zod';
import { creatorSchema, idSchema, instantSchema, scopeSchema } from '../common/schemas.ts';

export const apiKeySchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  prefix: z.string().startsWith('ak_'),
  scopes: z.array(scopeSchema).min(1),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** A key as it is shown once, on creation. */
export const newApiKeySchema = apiKeySchema.extend({ secret: z.string().startsWith('ak_').min(32) });
export type NewApiKey = z.infer<typeof newApiKeySchema>;
