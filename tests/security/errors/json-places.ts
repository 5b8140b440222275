/** Stands for no value: the place is left out. */
export const ABSENT = Symbol('absent');

/** A place in a JSON value: the names and indexes that lead there. */
export type Place = readonly string[];

/** Each place that a value has, its own (the empty one) first. */
export function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const below = Object.entries(value).flatMap(([name, item]) =>
    placesIn(item).map((place) => [name, ...place]),
  );
  return [[], ...below];
}

/** A copy of `value` with `other` at a place; names that do not lead anywhere become objects. */
export function withValue(value: unknown, [name, ...rest]: Place, other: unknown): unknown {
  if (name === undefined) return other;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) =>
      String(index) === name ? withValue(item, rest, other) : item,
    );
    return items.filter((item) => item !== ABSENT);
  }
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const changed = new Map<string, unknown>(fields);
  changed.set(name, withValue(changed.get(name), rest, other));
  return Object.fromEntries([...changed].filter(([, item]) => item !== ABSENT));
}
