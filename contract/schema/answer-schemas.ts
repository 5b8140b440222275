import { z } from 'zod';
import type { Operation } from '../operations.ts';

const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Whether it is a good schema, Zod says when it makes a validator of it. */
const jsonSchema = z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null);

/** Objections shown of one answer: a wrong list has the same fault in each of its items. */
const MOST_SHOWN = 5;

/** Validators of the answers that an OpenAPI 3.1 document declares, each made when it is first asked for. */
export class AnswerSchemas {
  readonly #definitions: Record<string, JsonSchema>;
  /** By the schema itself, and by the name of the component that it refers to. */
  readonly #validators = new Map<unknown, z.ZodType>();

  constructor(document: unknown) {
    const components = Object.entries(documentSchema.parse(document).components?.schemas ?? {});
    this.#definitions = Object.fromEntries(components.map(([name, schema]) => [name, ownReferences(schema)]));
  }

  /**
   * What is wrong with a value by `schema`, a line each: `/items/0/hash is not declared`, `/name: expected string…`. Fields
   * that a closed object (`additionalProperties: false`) does not declare are wrong. Throws for a schema that is none.
   */
  objections(schema: unknown, value: unknown): string[] {
    const parsed = this.#validator(schema).safeParse(value);
    return parsed.success ? [] : linesOf(parsed.error.issues);
  }

  /** What judges the body of an answer of `operation`; `undefined` where its document declares no such body. */
  judgeOf(
    operation: Operation | undefined,
    { status, responseHeaders }: { status: number; responseHeaders: Record<string, string> },
  ): ((value: unknown) => string[]) | undefined {
    const [mediaType = ''] = (responseHeaders['content-type'] ?? '').split(';');
    const schema = operation?.responses.get(status)?.get(mediaType.trim().toLowerCase());
    return schema === undefined ? undefined : (value) => this.objections(schema, value);
  }

  #validator(schema: unknown): z.ZodType {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    const name = referenceOf(schema);
    const made =
      (name === undefined ? undefined : this.#validators.get(name)) ??
      z.fromJSONSchema({ ...ownReferences(schema), $defs: this.#definitions });
    if (name !== undefined) this.#validators.set(name, made);
    this.#validators.set(schema, made);
    return made;
  }
}

/** What Zod objects to, a line each with the place as a JSON pointer; of a long list its beginning. */
export function linesOf(issues: readonly z.core.$ZodIssue[]): string[] {
  const lines = [...new Set(issues.flatMap((issue) => issueLines(issue, [])))];
  const more = lines.length - MOST_SHOWN;
  return more <= 0 ? lines : [...lines.slice(0, MOST_SHOWN), `… and ${more} more like that`];
}

function issueLines(issue: z.core.$ZodIssue, parent: readonly PropertyKey[]): string[] {
  const path = [...parent, ...issue.path];
  const place = path.map((step) => `/${String(step)}`).join('');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${place}/${key} is not declared`);
  // Of a union the member counts that the value was meant to be: the first whose type it has.
  const meant =
    issue.code === 'invalid_union' ? issue.errors.find((errors) => !errors.some(isOtherType)) : undefined;
  if (meant !== undefined) return meant.flatMap((each) => issueLines(each, path));
  return [`${place || 'the body'}: ${issue.message.replace(/^Invalid input: /, '')}`];
}

function isOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && issue.code === 'invalid_type';
}

function referenceOf(schema: unknown): string | undefined {
  return z.strictObject({ $ref: z.string() }).safeParse(schema).data?.$ref;
}

/** The schema with the document's components as definitions of its own. */
function ownReferences(schema: unknown): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"#/components/schemas/', '"#/$defs/');
  return jsonSchema.parse(JSON.parse(text));
}
