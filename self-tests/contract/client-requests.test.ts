import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { describedOperations } from '../../contract/compare/described-operation.ts';
import { loadBaseline } from '../../contract/contract.ts';
import { Schemas } from '../../contract/schema/schema-node.ts';
import { ANY_WORD, clientCalls } from '../unit/api-clients/probing-caller.ts';
import { ROOT } from './platform.ts';

/** Options of a call that travel in its headers. */
const HEADER_OPTIONS = new Set(['ifMatch', 'idempotencyKey']);

/** Fields that a method sends by another name, or gives a fixed value. */
const OTHERWISE: Record<string, Record<string, string | null>> = {
  'detectors.import': { file: 'content' },
  'experiments.exportCsv': { 'format?': null },
  'experiments.exportJson': { 'format?': null },
};

const CLIENT_FILE = path.join(ROOT, 'api-clients', 'api-client.ts');
const program = ts.createProgram([CLIENT_FILE], {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
});
const checker = program.getTypeChecker();

/** The parameters of a method of the typed clients, by its name: `datasets.create`. */
function parametersOf(method: string): readonly ts.Symbol[] {
  const file = program.getSourceFile(CLIENT_FILE);
  const client = file?.statements.find(
    (statement) => ts.isClassDeclaration(statement) && statement.name?.text === 'ApiClient',
  );
  if (file === undefined || client === undefined) throw new Error('api-client.ts has no class ApiClient');
  const found = method.split('.').reduce<ts.Type | undefined>((type, name) => {
    const member = type?.getProperty(name);
    return member && checker.getTypeOfSymbolAtLocation(member, file);
  }, checker.getTypeAtLocation(client));
  const [signature] = found?.getCallSignatures() ?? [];
  if (signature === undefined) throw new Error(`ApiClient has no method ${method}`);
  return signature.getParameters();
}

/** The fields that a parameter lets its caller send, `name?` where it may be left out; itself where it is `one` of them. */
function fieldsOf(parameter: ts.Symbol, one: readonly string[] = []): string[] {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
  const members = type.isUnion() ? type.types : [type];
  const isOne = one.includes(parameter.name) && !members.some((member) => member.getProperty(parameter.name));
  if (
    isOne ||
    members.some(
      (member) =>
        !(member.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) ||
        checker.isArrayLikeType(member),
    )
  )
    return [parameter.name];
  const names = new Set(
    members.flatMap((member) => checker.getPropertiesOfType(member)).map(({ name }) => name),
  );
  const isOptional = (name: string) =>
    members.some((member) => {
      const field = checker.getPropertyOfType(member, name);
      return field === undefined || (field.flags & ts.SymbolFlags.Optional) !== 0;
    });
  return [...names]
    .filter((name) => !HEADER_OPTIONS.has(name))
    .map((name) => (isOptional(name) ? `${name}?` : name));
}

/** The fields of query and body that the document describes, `name?` where one may be left out. */
function describedFields(): Map<string, string[]> {
  const document = loadBaseline();
  const schemas = new Schemas(document);
  const { operations } = describedOperations(document, schemas);
  return new Map(
    [...operations.values()].map(({ operationId, parameters, requestBody }) => {
      const query = parameters
        .filter(({ in: place }) => place === 'query')
        .map(({ name, required }) => (required ? name : `${name}?`));
      const bodies = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        schemas.alternatives(schema),
      );
      const names = new Set(bodies.flatMap(({ properties = {} }) => Object.keys(properties)));
      const body = [...names].map((name) =>
        bodies.every(({ required }) => required.includes(name)) ? name : `${name}?`,
      );
      return [operationId, [...query, ...body].sort()];
    }),
  );
}

const described = describedFields();
const methods = (await clientCalls())
  .filter(({ request }) => !request.operationId.includes(ANY_WORD))
  .map(({ method, request }): [string, string, number] => [
    method,
    request.operationId,
    Object.keys(request.pathParams ?? {}).length,
  ]);

describe('the parameters of the typed clients', () => {
  it.each(methods)('%s sends the fields that the document describes for %s', (method, id, inPath) => {
    const wanted = (described.get(id) ?? []).flatMap((field) => {
      const other = OTHERWISE[method]?.[field];
      return other === undefined ? [field] : other === null ? [] : [other];
    });

    const fields = parametersOf(method)
      .slice(inPath)
      .flatMap((parameter) => fieldsOf(parameter, wanted));

    expect(fields.sort()).toEqual(wanted.sort());
  });

  it('are read with what may be left out', () => {
    expect(parametersOf('detectors.train').flatMap((parameter) => fieldsOf(parameter))).toEqual([
      'id',
      'datasetId',
      'columns?',
    ]);
  });
});
