import { roleSchema } from '../../api-clients/common/schemas.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Exclusion } from '../../contract/coverage-exclusions.ts';
import type { Operation } from '../../contract/operations.ts';
import { type Rule, verdict } from '../../contract/policy.ts';
import type { StatusTraffic, Traffic } from '../../contract/traffic/traffic.ts';
import { excludes } from './operation-coverage.ts';

/** Who calls: a role, the operator, an API key that has the operation's scope or has not, or nobody. */
export const CALLERS = [...roleSchema.options, 'operator', 'key', 'key without scope', 'anonymous'] as const;
export type CallerName = (typeof CALLERS)[number];

/** A caller of an operation, with what the policy says of it, and how many exchanges have shown that. */
export interface CallerFact {
  caller: CallerName;
  expected: 'allowed' | 'denied';
  seen: number;
}

/** A documented status; one that is excluded and was not seen counts to nothing. */
export interface StatusFact {
  status: number;
  seen: number;
  isExcluded: boolean;
}

/** A media type of a documented status: `none` where there is no body. */
export interface MediaTypeFact {
  status: number;
  mediaType: string;
  seen: number;
}

/** What the exchanges of a run have shown of an operation. */
export interface OperationFacts {
  id: string;
  method: string;
  path: string;
  exchanges: number;
  statuses: readonly StatusFact[];
  callers: readonly CallerFact[];
  mediaTypes: readonly MediaTypeFact[];
}

/** Part of a whole. */
export interface Share {
  covered: number;
  total: number;
}

/** Operation × status × role × media type: what the document and the policy promise, and what of it was seen. */
export interface ContractCoverage {
  operations: Share;
  statuses: Share;
  /** Callers that the policy lets through, with a success; and those that it does not, with a refusal. */
  allowed: Share;
  denied: Share;
  mediaTypes: Share;
  facts: readonly OperationFacts[];
}

/** Holds the exchanges of a run against the contract. */
export function contractCoverageOf(
  contract: Pick<Contract, 'operations' | 'policy'>,
  traffic: Traffic,
  exclusions: readonly Exclusion[],
): ContractCoverage {
  const facts = contract.operations.map((operation) =>
    factsOf(operation, contract.policy.operations.get(operation.id), traffic[operation.id] ?? {}, exclusions),
  );
  const callers = facts.flatMap((each) => each.callers);
  return {
    operations: shareOf(facts.map((each) => ({ seen: hasSucceeded(each) ? 1 : 0 }))),
    statuses: shareOf(facts.flatMap((each) => each.statuses.filter(counts))),
    allowed: shareOf(callers.filter(({ expected }) => expected === 'allowed')),
    denied: shareOf(callers.filter(({ expected }) => expected === 'denied')),
    mediaTypes: shareOf(facts.flatMap((each) => each.mediaTypes)),
    facts,
  };
}

/** Names of what was seen (`true`) or was not: `datasets.get 404`, `datasets.get denied to sales`, `datasets.get 200 text/csv`. */
export function namesOf({ facts }: ContractCoverage, wasSeen: boolean): string[] {
  const wanted = ({ seen }: { seen: number }) => seen > 0 === wasSeen;
  return facts.flatMap((each) => [
    ...each.statuses
      .filter(counts)
      .filter(wanted)
      .map(({ status }) => `${each.id} ${status}`),
    ...each.callers
      .filter(wanted)
      .map(
        ({ caller, expected }) => `${each.id} ${expected} ${expected === 'allowed' ? 'for' : 'to'} ${caller}`,
      ),
    ...each.mediaTypes.filter(wanted).map(({ status, mediaType }) => `${each.id} ${status} ${mediaType}`),
  ]);
}

/** Whether nothing of an operation is missing. */
export function isWhole({ statuses, callers, mediaTypes }: OperationFacts): boolean {
  return [...statuses.filter(counts), ...callers, ...mediaTypes].every(({ seen }) => seen > 0);
}

function factsOf(
  { id, method, path, responses }: Operation,
  rule: Rule | undefined,
  traffic: Traffic[string],
  exclusions: readonly Exclusion[],
): OperationFacts {
  const statuses = [...responses.keys()].map((status) => ({
    status,
    seen: traffic[status]?.count ?? 0,
    isExcluded: exclusions.some((exclusion) => excludes(exclusion, id, status)),
  }));
  const counted = new Set(statuses.filter(counts).map(({ status }) => status));
  return {
    id,
    method,
    path,
    exchanges: Object.values(traffic).reduce((sum, { count }) => sum + count, 0),
    statuses,
    callers: rule === undefined ? [] : callerFacts(rule, traffic),
    mediaTypes: [...responses]
      .filter(([status]) => counted.has(status))
      .flatMap(([status, types]) =>
        (types.size === 0 ? ['none'] : [...types.keys()]).map((mediaType) => ({
          status,
          mediaType,
          seen: traffic[status]?.mediaTypes[mediaType] ?? 0,
        })),
      ),
  };
}

function callerFacts(rule: Rule, traffic: Traffic[string]): CallerFact[] {
  return CALLERS.filter((caller) => isAsked(rule, caller)).map((caller) => {
    const judged = verdictOn(rule, caller);
    const seen = Object.entries(traffic)
      .filter(([status]) => shows(judged, status))
      .reduce((sum, [, entry]) => sum + exchangesOf(entry, caller, rule), 0);
    return { caller, expected: judged === 'allowed' ? 'allowed' : 'denied', seen };
  });
}

/** Where everybody may call, nobody else needs to be tried; a key without scope is refused only where another is let through. */
function isAsked(rule: Rule, caller: CallerName): boolean {
  if (rule.access === 'anonymous') return caller === 'anonymous';
  return caller !== 'key without scope' || (rule.key !== null && rule.key !== 'any');
}

function verdictOn(rule: Rule, caller: CallerName): ReturnType<typeof verdict> {
  switch (caller) {
    case 'anonymous':
      return verdict(rule, { kind: 'anonymous' });
    case 'operator':
      return verdict(rule, { kind: 'operator', credential: 'bearer' });
    case 'key':
      return rule.key === null ? 'forbidden' : 'allowed';
    case 'key without scope':
      return 'forbidden';
    default:
      return verdict(rule, { kind: 'member', role: caller, credential: 'bearer' });
  }
}

function shows(judged: ReturnType<typeof verdict>, status: string): boolean {
  switch (judged) {
    case 'allowed':
      return status.startsWith('2') || status === '304';
    case 'unauthenticated':
      return status === '401';
    case 'forbidden':
      return status === '403';
  }
}

/** Exchanges of a caller, as the traffic names them: `analyst, bearer`, `key (read, write), apiKey`. */
function exchangesOf({ callers }: StatusTraffic, caller: CallerName, rule: Rule): number {
  return Object.entries(callers)
    .filter(([named]) => callerNamed(named, rule) === caller)
    .reduce((sum, [, count]) => sum + count, 0);
}

function callerNamed(named: string, rule: Rule): string {
  const scopes = /^key \((.*)\), /.exec(named)?.[1]?.split(', ');
  if (scopes === undefined) return named.split(', ', 1)[0] ?? named;
  return rule.key === null || rule.key === 'any' || scopes.includes(rule.key) ? 'key' : 'key without scope';
}

function hasSucceeded({ statuses }: OperationFacts): boolean {
  return statuses.some(({ status, seen }) => seen > 0 && status >= 200 && status < 300);
}

function counts({ seen, isExcluded }: StatusFact): boolean {
  return seen > 0 || !isExcluded;
}

function shareOf(facts: readonly { seen: number }[]): Share {
  return { covered: facts.filter(({ seen }) => seen > 0).length, total: facts.length };
}
