import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** What a YAML text says, checked, with the lines on which it says it. */
export interface CheckedYaml<T> {
  data: T;
  /** The line, from 1, of the last part of a path that stands in the text itself; what an alias stands for is elsewhere. */
  lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads and checks a YAML text; throws at the first wrong entry with its line: `policy.yaml:12: operations.a.b: …`. */
export function readCheckedYaml<T>(text: string, schema: z.ZodType<T>, name: string): CheckedYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (path: readonly (string | number)[]) => lines.linePos(offsetOf(document, path)).line;
  const [unreadable] = document.errors;
  if (unreadable !== undefined) {
    throw new Error(
      `${name}:${lines.linePos(unreadable.pos[0]).line}: ${unreadable.message.split('\n')[0] ?? ''}`,
    );
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { data: parsed.data, lineOf };
  const [issue] = parsed.error.issues;
  const named = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)));
  const stranger = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const place = named.length === 0 ? '' : `${named.join('.')}: `;
  throw new Error(`${name}:${lineOf([...named, ...stranger])}: ${place}${issue?.message ?? ''}`);
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isMap(node) || isScalar(node) || isSeq(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
