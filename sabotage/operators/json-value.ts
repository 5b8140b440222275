/** A JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A place in a JSON value: names of fields and indexes. */
export type JsonPath = readonly (string | number)[];

/** Every place of a value that holds no object and no list, in the order of the text; of lists only the first entry. */
export function leavesOf(value: unknown, at: JsonPath = []): { at: JsonPath; value: unknown }[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : leavesOf(value[0], [...at, 0]);
  if (isRecord(value))
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...at, name]));
  return [{ at, value }];
}

/** The first list of a value that has entries, breadth first; `null` without one. */
export function listIn(value: unknown): { at: JsonPath; items: readonly unknown[] } | null {
  const waiting: { at: JsonPath; value: unknown }[] = [{ at: [], value }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { at } = next;
    if (Array.isArray(next.value)) {
      const items: readonly unknown[] = next.value;
      if (items.length > 0) return { at, items };
    } else if (isRecord(next.value)) {
      waiting.push(
        ...Object.entries(next.value).map(([name, inner]) => ({ at: [...at, name], value: inner })),
      );
    }
  }
  return null;
}

/** The value with another one put at a place; `undefined` takes the field away. */
export function replaced(value: unknown, [step, ...rest]: JsonPath, put: unknown): unknown {
  if (step === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === step ? replaced(item, rest, put) : item));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (name !== step) return [[name, inner]];
      const changed = replaced(inner, rest, put);
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}
