import { z } from 'zod';
import { idSchema, instantSchema, roleSchema } from '../common/schemas.ts';

export const memberSchema = z.strictObject({
  id: idSchema,
  email: z.email(),
  name: z.string().min(1),
  role: z.enum([...roleSchema.options, 'operator']),
  status: z.enum(['active', 'disabled']),
  mfaEnabled: z.boolean(),
  lastLoginAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Member = z.infer<typeof memberSchema>;
