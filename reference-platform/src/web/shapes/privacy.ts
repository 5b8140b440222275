import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

const Subject = z.union([
  z.object({ type: z.literal('member'), id: z.string() }),
  z.object({
    type: z.literal('data'),
    columns: z.array(z.object({ datasetId: z.string(), column: z.nullable(z.string()) })),
  }),
]);
/** Whose data a request is about. */
export type Subject = z.infer<typeof Subject>;

export const PrivacyExport = z.object({
  id: z.string(),
  subject: Subject,
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled', 'expired']),
  error: z.nullable(z.string()),
  entries: z.nullable(z.number()),
  sizeBytes: z.nullable(z.number()),
  createdBy: Creator,
  createdAt: z.string(),
});
export type PrivacyExport = z.infer<typeof PrivacyExport>;
export const PrivacyExportList = listOf(PrivacyExport);

export const Erasure = z.object({
  id: z.string(),
  subject: Subject,
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  error: z.nullable(z.string()),
  erased: z.nullable(z.record(z.string(), z.number())),
  createdBy: Creator,
  createdAt: z.string(),
});
export type Erasure = z.infer<typeof Erasure>;
export const ErasureList = listOf(Erasure);

/** Days that things of each kind are kept. */
export const Retention = z.object({
  audit: z.number(),
  sessions: z.number(),
  jobs: z.number(),
  detections: z.number(),
  events: z.number(),
  notifications: z.number(),
  streamPoints: z.number(),
  exports: z.number(),
});
export type Retention = z.infer<typeof Retention>;
