import type { ObjectKind, Rule } from '../policy.ts';
import { verdict } from '../policy.ts';
import { type Identity, TICKET_HOLDER } from './identity.ts';

const OWNERS = ['own', 'colleague', 'foreign', 'random', 'malformed', 'deleted'] as const;
/**
 * Whose object an id names: one's own, one made by somebody else of the same tenant, another tenant's, nobody's (well-formed
 * and never given out), no id at all, or one of the own tenant that was deleted.
 */
export type Owner = (typeof OWNERS)[number];

/** Things that belong to one person: a colleague's is as absent as a stranger's. */
export const PERSONAL: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['session', 'notification']);

/** What has to come of a call. */
export type Expected = 'allowed' | 'unauthenticated' | 'forbidden' | 'absent' | 'bad reference';

/** One case of the matrix: who calls an operation on whose object, and what has to come of it. */
export interface Cell {
  operationId: string;
  identity: Identity;
  /** What the id in the path, or at `pointer` of the body, names; `null` for an operation without an object. */
  kind: ObjectKind | null;
  owner: Owner | null;
  /** Where in the body the reference under test stands; `null` for the object of the path. */
  pointer: string | null;
  expected: Expected;
}

/** What a reference in a body is tried with: a form that is no id's is the schema's to refuse. */
const BAD_REFERENCES: readonly Owner[] = ['foreign', 'random', 'deleted'];

export interface CellGround {
  operationId: string;
  rule: Rule;
  identities: readonly Identity[];
  /** Credentials with a flaw, which are tried once an operation. */
  stale: readonly Identity[];
  /** Kinds of which there can be a deleted one. */
  deletable: ReadonlySet<ObjectKind>;
}

/** Every cell of an operation. Nobody's credential is tried where everybody may call. */
export function cellsOf({ operationId, rule, identities, stale, deletable }: CellGround): Cell[] {
  const owners = ownersOf(rule.object, deletable);
  const tried =
    rule.access === 'anonymous' ? identities.filter((each) => each !== TICKET_HOLDER) : identities;
  const onObjects = tried.flatMap((identity) =>
    owners.map((owner) => ({
      operationId,
      identity,
      kind: rule.object,
      owner,
      pointer: null,
      expected: expectedOf(rule, identity, owner),
    })),
  );
  const withFlaws = (rule.access === 'anonymous' ? [] : stale).map((identity) => ({
    operationId,
    identity,
    kind: rule.object,
    owner: owners[0] ?? null,
    pointer: null,
    expected: 'unauthenticated' as const,
  }));
  const entitled = tried.filter(({ caller }) => verdict(rule, caller) === 'allowed');
  const references = entitled.flatMap((identity) =>
    rule.references.flatMap(({ pointer, object }) =>
      ownersOf(object, deletable)
        .filter((owner) => owner !== null && BAD_REFERENCES.includes(owner))
        .map((owner) => ({
          operationId,
          identity,
          kind: object,
          owner,
          pointer,
          expected: 'bad reference' as const,
        })),
    ),
  );
  return [...onObjects, ...withFlaws, ...references];
}

/** Whose objects of a kind there can be; `[null]` where there is no object. */
function ownersOf(kind: ObjectKind | null, deletable: ReadonlySet<ObjectKind>): (Owner | null)[] {
  if (kind === null) return [null];
  return OWNERS.filter((owner) => {
    if (owner === 'deleted') return deletable.has(kind);
    return owner !== 'colleague' || kind !== 'tenant';
  });
}

/** What the policy says of a call by `identity` on an object of `owner`. */
export function expectedOf(rule: Rule, { caller }: Identity, owner: Owner | null): Expected {
  const judged = verdict(rule, caller);
  if (judged !== 'allowed') return judged;
  if (owner === null || owner === 'own') return 'allowed';
  if (owner === 'random' || owner === 'malformed' || owner === 'deleted') return 'absent';
  // The operator's operations reach every tenant.
  if (rule.access === 'operator') return 'allowed';
  return owner === 'colleague' && rule.object !== null && !PERSONAL.has(rule.object) ? 'allowed' : 'absent';
}

const WHOSE: Record<Owner, string> = {
  own: 'own',
  colleague: 'colleague’s',
  foreign: 'foreign',
  random: 'random',
  malformed: 'malformed',
  deleted: 'deleted',
};

/** A cell as a person names it: `analyst by bearer, foreign detector`. */
export function describeCell({
  identity,
  kind,
  owner,
  pointer,
}: Pick<Cell, 'identity' | 'kind' | 'owner' | 'pointer'>): string {
  if (kind === null || owner === null) return identity.name;
  return `${identity.name}, ${WHOSE[owner]} ${kind}${pointer === null ? '' : ` at ${pointer}`}`;
}
