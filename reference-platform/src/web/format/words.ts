/** `sampleSize` and `local_outlier_factor` as people write them: `Sample size`, `Local outlier factor`. */
export function inWords(identifier: string): string {
  const spaced = identifier
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_all, low: string, high: string) => `${low} ${high.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The last eight characters of an id, enough to tell two apart on a page; the first ones of a UUID v7 are its time. */
export function shortId(id: string): string {
  return id.slice(-8);
}

/** The number of a thing with its noun: `1 row`, `2 rows`. */
export function counted(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? noun : plural}`;
}
