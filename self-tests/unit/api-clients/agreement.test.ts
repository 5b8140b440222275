import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeChange } from '../../../contract/compare/change.ts';
import { schemaChanges } from '../../../contract/compare/schema-changes.ts';
import { loadBaseline, loadContract } from '../../../contract/contract.ts';
import type { Operation } from '../../../contract/operations.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import { ANY_WORD, type ClientCall, clientCalls } from './probing-caller.ts';

const document = loadBaseline();
const { operations } = loadContract();
const calls = (await clientCalls()).flatMap(eachWord);

/**
 * Where a client's schema says otherwise than the document, on purpose. A line that is no longer so fails.
 *
 * audit.*: a tenant sees the entries of its own chain alone, which all name it. system.version: a deployed platform may
 * have another name. algorithms.list: the client tells the kinds of parameter apart.
 */
const KNOWN: Record<string, string[]> = {
  'audit.list': ['client: /items[]/tenantId: is no longer null [output-type-narrowed]'],
  'audit.verify': ['client: /firstBroken/id: is no longer null [output-type-narrowed]'],
  'system.version': ['client: /name: can be anything now, was "assay" [output-enum-widened]'],
};
const UNCOMPARED = new Set(['algorithms.list']);

interface Success {
  operation: Operation;
  status: number;
  /** `null` for an empty answer. */
  mediaType: string | null;
  schema: unknown;
}

/** What each operation may answer when it succeeds, named `datasets.export 200 text/csv`. */
const successes = operations.flatMap((operation) =>
  [...operation.responses]
    .filter(([status]) => status < 300)
    .flatMap(([status, content]) =>
      [...(content.size === 0 ? [[null, undefined] as const] : content)].map(
        ([mediaType, schema]): [string, Success] => [
          nameOf(operation.id, status, mediaType),
          { operation, status, mediaType, schema },
        ],
      ),
    ),
);

function nameOf(id: string, status: number, mediaType: string | null): string {
  return `${id} ${status} ${mediaType ?? 'empty'}`;
}

function nameOfCall({ request, status, answer }: ClientCall): string {
  const mediaType = answer === null ? null : 'schema' in answer ? 'application/json' : answer.mediaType;
  return nameOf(request.operationId, status, mediaType);
}

/** A method that takes the operation's last word as an argument stands for all of them. */
function eachWord(call: ClientCall): ClientCall[] {
  const { operationId, path } = call.request;
  if (!operationId.includes(ANY_WORD)) return [call];
  return operations.flatMap(({ id, path: own, method }) => {
    const word = id.split('.').at(-1) ?? '';
    const fits =
      operationId.replace(ANY_WORD, word) === id &&
      path.replace(ANY_WORD, word) === own &&
      method === call.request.method;
    return fits ? [{ ...call, request: { ...call.request, operationId: id, path: own } }] : [];
  });
}

function callOf(name: string): ClientCall {
  const call = calls.find((candidate) => nameOfCall(candidate) === name);
  if (call === undefined) throw new Error(`no client method gives ${name}`);
  return call;
}

/** An object of any fields: raw JSON, of which the document tells no more. */
function saysNothing(described: unknown): boolean {
  const { type, properties = {} } = new Schemas(document).read(described);
  return type === 'object' && Object.keys(properties).length === 0;
}

/** What a client's schema says otherwise than the document: fields, types and values; limits and forms are its own. */
function disagreements(described: unknown, schema: z.ZodType): string[] {
  if (saysNothing(described)) return [];
  const own: unknown = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const changes = schemaChanges(
    {
      before: { schemas: new Schemas(document), schema: described },
      after: { schemas: new Schemas({}), schema: own },
    },
    'output',
  );
  return changes
    .filter(({ rule }) => /^output-(property|type|enum)-/.test(rule))
    .map(({ rule, at, what }) =>
      describeChange({ breaking: true, rule, operation: 'client', where: at, what, why: '' }),
    );
}

describe('the typed clients', () => {
  it('have exactly one method for each answer of each operation, and none beside', () => {
    expect(calls.map(nameOfCall).sort()).toEqual(successes.map(([name]) => name).sort());
  });

  it.each(successes)(
    'ask for %s at its address, with its path and its kind of body',
    (name, { operation }) => {
      const { request } = callOf(name);

      expect(`${request.method} ${request.path}`).toBe(`${operation.method} ${operation.path}`);
      expect(Object.keys(request.pathParams ?? {}).sort()).toEqual([...operation.pathParameters].sort());
      expect({
        json: request.json !== undefined,
        multipart: request.multipart !== undefined,
        query: request.query !== undefined,
      }).toEqual({
        json: operation.requestBody.has('application/json'),
        multipart: operation.requestBody.has('multipart/form-data'),
        query: operation.queryParameters.length > 0,
      });
    },
  );

  it.each(successes)('read %s as the document describes it', (name, { operation, schema }) => {
    const { answer } = callOf(name);

    const found = answer !== null && 'schema' in answer ? disagreements(schema, answer.schema) : [];
    expect(UNCOMPARED.has(operation.id) ? [] : found).toEqual(KNOWN[operation.id] ?? []);
  });

  it('are seen to disagree where a field is missing, is optional, or has another type', () => {
    const described = {
      type: 'object',
      properties: {
        id: { type: 'string' },
        size: { type: 'integer' },
        kind: { type: 'string', enum: ['a'] },
      },
      required: ['id', 'size', 'kind'],
    };

    const exact = z.strictObject({ id: z.string(), size: z.int(), kind: z.literal('a') });
    expect(disagreements(described, exact)).toEqual([]);
    expect(disagreements(described, exact.omit({ size: true }))).toEqual([
      'client: /size: is gone [output-property-removed]',
    ]);
    expect(disagreements(described, exact.partial({ id: true }))).toEqual([
      'client: /id: may be missing now [output-property-optional]',
    ]);
    expect(disagreements(described, exact.extend({ id: z.number(), kind: z.enum(['a', 'b']) }))).toEqual([
      'client: /id: is no longer string [output-type-narrowed]',
      'client: /id: can be number now [output-type-widened]',
      'client: /kind: can be "b" now [output-enum-widened]',
    ]);
  });
});
