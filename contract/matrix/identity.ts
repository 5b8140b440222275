import { type Role, roleSchema, type Scope, scopeSchema } from '../../api-clients/common/schemas.ts';
import type { Caller, Rule } from '../policy.ts';

/** Somebody who tries an operation, and what they show for it. */
export interface Identity {
  /** As it stands in a failure: `analyst by bearer`. */
  name: string;
  /** As the policy sees them; a bad or misplaced credential makes one anonymous. */
  caller: Caller;
  /** A credential that is good where it belongs, a WebSocket ticket in the query, or one with a flaw. */
  shows: 'credential' | 'ticket' | 'stale';
}

const PEOPLE_CREDENTIALS = ['bearer', 'cookie'] as const;

/** Sets of scopes that a key of the matrix has: each alone, and all. */
export const KEY_SCOPES: readonly (readonly Scope[])[] = [
  ...scopeSchema.options.map((scope) => [scope]),
  scopeSchema.options,
];

/** The identity of a caller with a credential that is good. */
export function identityOf(caller: Caller): Identity {
  return { name: nameOf(caller), caller, shows: 'credential' };
}

/** A WebSocket ticket offered for a call: good for its channel, and nothing here. */
export const TICKET_HOLDER: Identity = {
  name: 'WebSocket ticket in the query',
  caller: { kind: 'anonymous' },
  shows: 'ticket',
};

/** Somebody whose credential has a flaw. */
export function staleIdentity(flaw: string): Identity {
  return { name: flaw, caller: { kind: 'anonymous' }, shows: 'stale' };
}

/** Every role by token and by cookie, the operator by both where there is one, keys of each scope, and nobody. */
export function identities({ operator }: { operator: boolean }): Identity[] {
  const members = roleSchema.options.flatMap((role) =>
    PEOPLE_CREDENTIALS.map((credential) => identityOf({ kind: 'member', role, credential })),
  );
  const operators = PEOPLE_CREDENTIALS.map((credential) => identityOf({ kind: 'operator', credential }));
  const keys = KEY_SCOPES.map((scopes) => identityOf({ kind: 'apiKey', scopes }));
  return [
    ...members,
    ...(operator ? operators : []),
    ...keys,
    identityOf({ kind: 'anonymous' }),
    TICKET_HOLDER,
  ];
}

/** Roles from the least to the most powerful. */
const BY_POWER: readonly Role[] = ['viewer', 'sales', 'verifier', 'auditor', 'analyst', 'admin', 'owner'];

/**
 * For each kind of credential that an operation takes, the weakest who may use it. The operator's own account is left
 * alone: everybody who runs tests shares it.
 */
export function weakestEntitled({ access, roles = [], key, credentials }: Rule): Identity[] {
  if (access === 'anonymous') return [identityOf({ kind: 'anonymous' })];
  const people = PEOPLE_CREDENTIALS.filter((credential) => credentials.includes(credential));
  if (access === 'operator') return people.map((credential) => identityOf({ kind: 'operator', credential }));
  const role = BY_POWER.find((each) => roles.includes(each));
  const members =
    role === undefined ? [] : people.map((credential) => identityOf({ kind: 'member', role, credential }));
  const scope = key === 'any' ? 'ingest' : key;
  const keys = scope === null ? [] : [identityOf({ kind: 'apiKey', scopes: [scope] })];
  return [...members, ...keys];
}

function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'operator':
      return `operator by ${caller.credential}`;
    case 'member':
      return `${caller.role} by ${caller.credential}`;
    case 'apiKey':
      return `API key (${caller.scopes.join(', ')})`;
  }
}
