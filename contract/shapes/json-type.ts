const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** As many elements of an array as are looked at: alike ones follow each other. */
export const LOOKED_AT = 25;

/** A JSON value's type, of a string with its form where it has one: `string uuid`, `string date-time`. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'string') return typeof value;
  if (UUID.test(value)) return 'string uuid';
  return INSTANT.test(value) ? 'string date-time' : 'string';
}

/** The fields of a JSON object; none of another value. */
export function fieldsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
