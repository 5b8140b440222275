/** Items on one page of a list. */
export const PAGE_SIZE = 50;

/** The offset in a list's address; 0 where it is missing or no number. */
export function offsetOf(query: URLSearchParams): number {
  const offset = Number(query.get('offset') ?? '0');
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}
