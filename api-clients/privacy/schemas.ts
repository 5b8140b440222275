import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

const subjectSchema = z.union([
  z.strictObject({ type: z.literal('member'), id: idSchema }),
  z.strictObject({
    type: z.literal('data'),
    columns: z.array(z.strictObject({ datasetId: idSchema, column: z.string().min(1).nullable() })).min(1),
  }),
]);

const requestSchema = z.strictObject({
  id: idSchema,
  subject: subjectSchema,
  progress: z.number().min(0).max(1),
  error: z.string().min(1).nullable(),
  jobId: idSchema.nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  completedAt: instantSchema.nullable(),
});

export const privacyExportSchema = requestSchema.extend({
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled', 'expired']),
  /** Lines of the file, and its size; null until it is there. */
  entries: countSchema.nullable(),
  sizeBytes: countSchema.nullable(),
});
export type PrivacyExport = z.infer<typeof privacyExportSchema>;

export const erasureSchema = requestSchema.extend({
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  erased: z
    .strictObject({
      rows: countSchema,
      datasets: countSchema,
      detections: countSchema,
      versions: countSchema,
      texts: countSchema,
      auditNames: countSchema,
      exports: countSchema,
    })
    .nullable(),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** One line of an export's file. */
export const exportedRecordSchema = z.strictObject({
  type: z.string().min(1),
  content: z.record(z.string(), z.unknown()),
});
export type ExportedRecord = z.infer<typeof exportedRecordSchema>;

const daysSchema = z.int().min(1).max(3650);

/** Days that things of each kind are kept. */
export const retentionSchema = z.strictObject({
  audit: daysSchema.min(30),
  sessions: daysSchema,
  jobs: daysSchema,
  detections: daysSchema,
  events: daysSchema,
  notifications: daysSchema,
  streamPoints: daysSchema,
  exports: daysSchema,
});
export type Retention = z.infer<typeof retentionSchema>;
