import { z } from 'zod';
import { countSchema, idSchema, instantSchema } from '../common/schemas.ts';

export const tenantSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  plan: z.enum(['trial', 'standard', 'enterprise']),
  status: z.enum(['active', 'suspended']),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Tenant = z.infer<typeof tenantSchema>;

export const usageSchema = z.strictObject({
  requests: z.strictObject({
    limit: z.int().positive(),
    used: countSchema,
    windowSeconds: z.int().positive(),
    resetsAt: instantSchema,
  }),
  datasets: countSchema,
  detectors: countSchema,
  members: countSchema,
  storageBytes: countSchema,
  storageLimitBytes: z.int().positive(),
});
export type Usage = z.infer<typeof usageSchema>;
