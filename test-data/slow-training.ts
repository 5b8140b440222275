/** A detector whose training on 20,000 rows takes so long that it can be caught at work: many trees of the largest samples. */
export const SLOW_TRAINING = {
  algorithm: 'isolation_forest',
  parameters: { trees: 200, sampleSize: 4096 },
} as const;
