import { plainText } from './plain-text.ts';
import type { Schemas } from './schema-node.ts';

/** A text of each format, each with a number in it that tells two apart. */
const FORMATS: Record<string, (index: number) => string> = {
  email: (index) => `somebody.${index}@example.com`,
  uuid: (index) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  'date-time': (index) => new Date(Date.UTC(2099, 0, 1, 0, 0, index)).toISOString(),
};

/** A text of each pattern without a format. */
const PATTERNS: Record<string, (index: number) => string> = {
  '^\\d{6}$': (index) => String(index).padStart(6, '1'),
  '^[a-z][a-z_]{0,63}$': (index) => `kind_${'abcdefghijklmnopqrstuvwxyz'[index % 26] ?? ''}`,
};

/** The smallest value that a schema takes; another one for each `index`. Throws for a pattern that it has no sample of. */
export function sampleOf(schemas: Schemas, schema: unknown, index = 0): unknown {
  const [node] = schemas.alternatives(schema);
  if (node === undefined) return null;
  const { enum: values, format, pattern, minLength = 1 } = node;
  if (values !== undefined) return values[index % values.length];
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        node.required.map((name) => [name, sampleOf(schemas, node.properties?.[name], index)]),
      );
    case 'array':
      return Array.from({ length: node.minItems ?? 0 }, (_, item) => sampleOf(schemas, node.items, item));
    case 'integer':
    case 'number':
      return (node.minimum ?? 0) + index;
    case 'boolean':
      return true;
    case 'string': {
      const make = format === undefined ? PATTERNS[pattern ?? ''] : FORMATS[format];
      if (make !== undefined) return make(index);
      if (pattern !== undefined || format !== undefined)
        throw new Error(`samples.ts has no text of ${format ?? pattern ?? ''}`);
      return plainText(minLength) + (index === 0 ? '' : String(index));
    }
    default:
      return null;
  }
}
