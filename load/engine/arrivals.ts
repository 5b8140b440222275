/** Intended start of each arrival in milliseconds from the start of the run, evenly spaced over `durationMs`. */
export function constantArrivals(ratePerSecond: number, durationMs: number): number[] {
  const count = Math.round((ratePerSecond * durationMs) / 1000);
  return Array.from({ length: count }, (_, index) => (index * 1000) / ratePerSecond);
}
