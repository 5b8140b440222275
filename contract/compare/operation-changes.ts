import type { Change, Direction, SchemaChange } from './change.ts';
import type { DescribedOperation } from './described-operation.ts';
import { schemaChanges } from './schema-changes.ts';

type Part = Omit<Change, 'operation' | 'breaking'>;

/** What changed for callers of one operation. */
export function operationChanges(before: DescribedOperation, after: DescribedOperation): Change[] {
  const parts = [
    ...idChanges(before, after),
    ...securityChanges(before, after),
    ...parameterChanges(before, after),
    ...bodyChanges(before, after),
    ...responseChanges(before, after),
  ];
  return parts.map((part) => ({ ...part, operation: before.operationId, breaking: part.why !== '' }));
}

function idChanges(
  { operationId: was }: DescribedOperation,
  { operationId: is }: DescribedOperation,
): Part[] {
  if (was === is) return [];
  const what = `is called ${is} now`;
  return [{ rule: 'operation-renamed', where: '', what, why: 'clients that were made from its id' }];
}

/** How a caller may prove who it is: nothing to prove is one of the ways. */
function securityChanges(before: DescribedOperation, after: DescribedOperation): Part[] {
  const ways = ({ security }: DescribedOperation) =>
    security.length === 0 ? ['no credential'] : security.map((way) => Object.keys(way).sort().join(' and '));
  const [old, now] = [ways(before), ways(after)];
  const isOpen = now.includes('no credential');
  return [
    ...old
      .filter((way) => !now.includes(way))
      .map((way) => ({
        rule: 'security-removed',
        where: 'security',
        what: `no longer takes ${way}`,
        why: isOpen ? '' : `callers who use ${way}`,
      })),
    ...now
      .filter((way) => !old.includes(way))
      .map((way) => ({ rule: 'security-added', where: 'security', what: `takes ${way} now`, why: '' })),
  ];
}

function parameterChanges(before: DescribedOperation, after: DescribedOperation): Part[] {
  const named = ({ parameters }: DescribedOperation) =>
    new Map(
      parameters
        .filter(({ in: place }) => place !== 'path')
        .map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]),
    );
  const [old, now] = [named(before), named(after)];
  return [
    ...[...old.keys()]
      .filter((where) => !now.has(where))
      .map((where) => ({ rule: 'parameter-removed', where, what: 'is gone', why: 'callers who send it' })),
    ...[...now].flatMap(([where, parameter]) => {
      const known = old.get(where);
      if (known === undefined) return [newParameter(where, parameter.required)];
      return [
        ...requirement('parameter', where, known.required, parameter.required),
        ...changesOf([before, known.schema], [after, parameter.schema], 'input', where),
      ];
    }),
  ];
}

function newParameter(where: string, required: boolean): Part {
  return required
    ? {
        rule: 'parameter-required',
        where,
        what: 'is new and required',
        why: 'callers who do not know it',
      }
    : { rule: 'parameter-added', where, what: 'is new', why: '' };
}

function requirement(part: 'parameter' | 'body', where: string, was: boolean, is: boolean): Part[] {
  if (was === is) return [];
  return is
    ? [{ rule: `${part}-required`, where, what: 'is required now', why: 'callers who leave it out' }]
    : [{ rule: `${part}-optional`, where, what: 'may be left out now', why: '' }];
}

function bodyChanges(before: DescribedOperation, after: DescribedOperation): Part[] {
  const [old, now] = [before.requestBody, after.requestBody];
  const where = 'body';
  return [
    ...requirement('body', where, old?.required ?? false, now?.required ?? false),
    ...contentChanges([before, old?.content ?? {}], [after, now?.content ?? {}], 'input', where),
  ];
}

function responseChanges(before: DescribedOperation, after: DescribedOperation): Part[] {
  const isSuccess = (status: string) => status.startsWith('2');
  return [
    ...Object.keys(before.responses)
      .filter((status) => !(status in after.responses))
      .map((status) => ({
        rule: isSuccess(status) ? 'success-removed' : 'refusal-removed',
        where: `response ${status}`,
        what: 'is gone',
        why: `callers who ${isSuccess(status) ? 'wait for' : 'handle'} it`,
      })),
    ...Object.keys(after.responses)
      .filter((status) => !(status in before.responses))
      .map((status) => ({
        rule: isSuccess(status) ? 'success-added' : 'refusal-added',
        where: `response ${status}`,
        what: 'is new',
        why: isSuccess(status) ? 'callers who know the other statuses of success alone' : '',
      })),
    ...Object.entries(before.responses).flatMap(([status, { content }]) => {
      const answer = after.responses[status];
      if (answer === undefined) return [];
      return contentChanges([before, content], [after, answer.content], 'output', `response ${status}`);
    }),
  ];
}

type Content = Record<string, { schema?: unknown }>;

function contentChanges(
  [before, old]: [DescribedOperation, Content],
  [after, now]: [DescribedOperation, Content],
  direction: Direction,
  where: string,
): Part[] {
  const whom = direction === 'input' ? 'callers who send it' : 'callers who read it';
  return [
    ...Object.keys(old)
      .filter((mediaType) => !(mediaType in now))
      .map((mediaType) => ({
        rule: `${direction}-media-type-removed`,
        where,
        what: `is no longer ${mediaType}`,
        why: whom,
      })),
    ...Object.keys(now)
      .filter((mediaType) => !(mediaType in old))
      .map((mediaType) => ({
        rule: `${direction}-media-type-added`,
        where,
        what: `can be ${mediaType} now`,
        why: '',
      })),
    ...Object.entries(old).flatMap(([mediaType, { schema }]) => {
      const known = now[mediaType];
      return known === undefined ? [] : changesOf([before, schema], [after, known.schema], direction, where);
    }),
  ];
}

function changesOf(
  [before, old]: [DescribedOperation, unknown],
  [after, now]: [DescribedOperation, unknown],
  direction: Direction,
  where: string,
): Part[] {
  const pair = {
    before: { schemas: before.schemas, schema: old },
    after: { schemas: after.schemas, schema: now },
  };
  return schemaChanges(pair, direction).map(({ rule, at, what, why }: SchemaChange) => ({
    rule,
    where: at === '' ? where : `${where} ${at}`,
    what,
    why: why ?? '',
  }));
}
