import { createHash } from 'node:crypto';

/** What somebody sees of what they own: a hash of each reading, by the reading's name. */
export type View = ReadonlyMap<string, string>;

/** Fields that move by themselves: who was there last, how a rule was last evaluated, which span was counted, which request this was. */
const RESTLESS = new Set([
  'lastUsedAt',
  'lastLoginAt',
  'evaluatedAt',
  'state',
  'value',
  'from',
  'to',
  'traceId',
  'instance',
]);

/** SHA-256 of a JSON answer with its members in order and without what moves by itself; of the text where it is none. */
export function hashOfAnswer(text: string): string {
  return createHash('sha256').update(normalised(text)).digest('hex');
}

/** A JSON text with its members in order and without what moves by itself; any other text as it is. */
export function normalised(text: string): string {
  try {
    return JSON.stringify(ordered(JSON.parse(text)));
  } catch {
    return text;
  }
}

/** Names of the readings that are not as they were. */
export function changedReadings(before: View, after: View): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !RESTLESS.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, ordered(member)]),
  );
}
