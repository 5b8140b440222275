import { z } from 'zod';

/** Rows of a dataset: those whose cell in `column` is the value that is looked for, or all where it is null. */
export const subjectRows = z.strictObject({ datasetId: z.uuid(), column: z.string().nullable() });
export type SubjectRows = z.infer<typeof subjectRows>;

/**
 * What a job about a person looks for: ids of accounts, texts that stand for the person wherever they occur, and
 * rows of datasets.
 */
export const subjectSearch = z.strictObject({
  ids: z.array(z.uuid()),
  texts: z.array(z.string().min(1)),
  value: z.string().nullable(),
  rows: z.array(subjectRows),
});
export type SubjectSearch = z.infer<typeof subjectSearch>;

const count = z.int().min(0);

/** What an erasure took away or rewrote. */
export const erasedCounts = z.strictObject({
  /** Rows of datasets, and datasets that went whole. */
  rows: count,
  datasets: count,
  /** Stored detections that held values of erased rows. */
  detections: count,
  /** Detector versions that were trained on erased rows, and say so now. */
  versions: count,
  /** Values of the database in which a name or text was replaced. */
  texts: count,
  /** Audit entries whose actor's name went. */
  auditNames: count,
  /** Finished exports, any of which may have held the person's data. */
  exports: count,
});
export type ErasedCounts = z.infer<typeof erasedCounts>;
