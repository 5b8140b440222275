const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 5 });
const scientific = new Intl.NumberFormat('en', { notation: 'scientific', maximumSignificantDigits: 4 });

/** 12345 → `12,345`. */
export function count(value: number): string {
  return whole.format(value);
}

/** A share in 0..1 as a percentage with one decimal. */
export function share(value: number): string {
  return `${(value * 100).toFixed(1)}%`;
}

/** Scores, thresholds and quality figures: four decimals. */
export function score(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

/** Any measured value, in at most five significant digits; `–` where there is none. */
export function figure(value: number | string | boolean | null): string {
  if (value === null) return '–';
  if (typeof value !== 'number') return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e9) ? scientific.format(value) : significant.format(value);
}

/** Bytes in decimal units: `1.2 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1).replace(/\.0$/, '')} ${units[unit] ?? ''}`;
}

/** Milliseconds as `340 ms`, `2.1 s` or `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
