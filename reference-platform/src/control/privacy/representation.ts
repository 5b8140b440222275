import { z } from 'zod';
import { erasedCounts } from '../../compute/privacy/protocol.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { ErasureWithJob, ExportWithJob } from './queries.ts';
import { subjectSchema } from './subject.ts';

const jobStatus = z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']);

const request = z.object({
  id: idSchema,
  subject: subjectSchema,
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
  jobId: idSchema.nullable(),
  createdBy: creatorSchema,
  createdAt: timestampSchema,
  completedAt: timestampSchema.nullable(),
});

/** An export as the API shows it; its file is there while it is `completed`. */
export const exportSchema = request
  .extend({
    status: z.enum([...jobStatus.options, 'expired']),
    /** Lines of the file, and its size. */
    entries: z.int().min(0).nullable(),
    sizeBytes: z.int().min(0).nullable(),
  })
  .meta({ id: 'PrivacyExport' });

/** An erasure as the API shows it. */
export const erasureSchema = request
  .extend({ status: jobStatus, erased: z.object(erasedCounts.shape).nullable() })
  .meta({ id: 'PrivacyErasure' });

function toRequest(row: ExportWithJob | ErasureWithJob) {
  const status = row.completed_at === null ? (row.job_status ?? 'failed') : 'completed';
  return {
    id: row.id,
    subject: row.subject,
    status,
    progress: status === 'completed' ? 1 : (row.job_progress ?? 0),
    error: status === 'failed' ? (row.job_error ?? 'The job is gone.') : null,
    jobId: row.job_id,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
  };
}

/** A row of `privacy_exports` with its job as the API shows it. */
export function toExport(row: ExportWithJob): z.infer<typeof exportSchema> {
  const shown = toRequest(row);
  const status = row.expired_at === null ? shown.status : 'expired';
  return { ...shown, status, entries: row.entries, sizeBytes: row.size_bytes };
}

/** A row of `privacy_erasures` with its job as the API shows it. */
export function toErasure(row: ErasureWithJob): z.infer<typeof erasureSchema> {
  return { ...toRequest(row), erased: row.erased };
}
