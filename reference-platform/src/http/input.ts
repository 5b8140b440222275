import { z } from 'zod';
import type { InputFault } from './problem.ts';

/** `valid` with the parsed value, or the faults. */
export type Parsed<Value> = { valid: true; value: Value } | { valid: false; faults: InputFault[] };

const integerText = /^-?\d{1,15}$/;
const numberText = /^-?\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,2})?$/;

function convert(text: unknown, type: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer') return integerText.test(text) ? Number(text) : text;
  if (type === 'number') return numberText.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/**
 * Makes a converter of path or query texts to the types that a schema asks for. Only plain forms are
 * converted (`7`, not ``, ` 7`, `0x7` or `7e1` for an integer); the rest stays text and fails the schema.
 */
export function textConverter(schema: z.ZodObject): (raw: unknown) => unknown {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const types = new Map<string, unknown>();
  for (const [name, property] of Object.entries(document.properties ?? {})) {
    if (typeof property === 'object') types.set(name, property.type);
  }
  return (raw) => {
    if (raw === null || typeof raw !== 'object') return raw;
    return Object.fromEntries(
      Object.entries(raw).map(([name, text]) => [name, convert(text, types.get(name))]),
    );
  };
}

function escapePointer(segment: PropertyKey): string {
  return String(segment).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** zod's issues as faults with JSON pointers below `base`; each unknown field gets its own. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], base: string): InputFault[] {
  return issues.flatMap((issue) => {
    const pointer = `${base}${issue.path.map((segment) => `/${escapePointer(segment)}`).join('')}`;
    if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      detail: 'Unknown field',
    }));
  });
}

/** Parses a value; `base` is the pointer of its root (`''` for the body, `/query` for the query). */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown, base: string): Parsed<z.output<S>> {
  const result = schema.safeParse(raw);
  return result.success
    ? { valid: true, value: result.data }
    : { valid: false, faults: faultsOf(result.error.issues, base) };
}
