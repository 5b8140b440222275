/** Input is what callers send, output what they get: what is harmless for one breaks the other. */
export type Direction = 'input' | 'output';

/** One difference between two OpenAPI documents. */
export interface Change {
  breaking: boolean;
  /** Name of the rule that saw it: `response-property-removed`. */
  rule: string;
  /** Operation id, or `document`. */
  operation: string;
  /** `response 200 /items[]/name`, `body /seed`, `query limit`; empty for the operation itself. */
  where: string;
  what: string;
  /** Whom it breaks and why; empty for a change that breaks nobody. */
  why: string;
}

/** A difference between two schemas at a place in the value; `why` is given where it breaks somebody. */
export interface SchemaChange {
  rule: string;
  /** `/items[]/name`; empty for the value itself. */
  at: string;
  what: string;
  why: string | null;
}

/** One line: `datasets.get: response 200 /name: is gone (breaks callers who read it) [output-property-removed]`. */
export function describeChange({ operation, where, what, why, rule }: Change): string {
  const place = where === '' ? operation : `${operation}: ${where}`;
  return `${place}: ${what}${why === '' ? '' : ` (breaks ${why})`} [${rule}]`;
}
