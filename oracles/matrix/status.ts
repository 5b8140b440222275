import type { Expected } from '../../contract/matrix/cells.ts';
import type { Rule } from '../../contract/policy.ts';
import { isAsPromised, type MatrixObjection, objectTo, type Outcome } from './outcome.ts';

/** What the policy says of an operation, for a message. */
export interface PolicyPlace {
  rule: Rule;
  /** Line of contract/policy.yaml. */
  line: number;
}

const MEANING: Record<Exclude<Expected, 'allowed' | 'forbidden'>, string> = {
  unauthenticated: 'nobody is known by that',
  absent: 'as if there were none',
  'bad reference': 'as if there were none',
};

/** O1: allowed or denied exactly as the policy says, and a 401 says how to authenticate. */
export function statusOracle(outcomes: readonly Outcome[], place: PolicyPlace): MatrixObjection[] {
  return outcomes.flatMap((outcome) => {
    const { exchange, promised, pointers, violation } = outcome;
    if (!isAsPromised(outcome)) {
      const pointer = promised.pointer === null ? '' : ` at ${promised.pointer}`;
      const at = pointers.length === 0 ? '' : ` at ${pointers.join(', ')}`;
      const got =
        violation === null
          ? `${exchange.status}${at}`
          : `${exchange.status}, which breaks the contract: ${violation}`;
      return [
        objectTo(
          outcome,
          'status',
          `expected ${promised.status}${pointer} (${reason(outcome, place)}), got ${got}`,
        ),
      ];
    }
    const scheme = exchange.responseHeaders['www-authenticate'];
    return exchange.status === 401 && scheme !== 'Bearer'
      ? [
          objectTo(
            outcome,
            'status',
            `expected WWW-Authenticate: Bearer beside the 401, got ${scheme ?? 'none'}`,
          ),
        ]
      : [];
  });
}

function reason({ cell }: Outcome, { rule, line }: PolicyPlace): string {
  if (cell.expected === 'allowed' || cell.expected === 'forbidden')
    return `contract/policy.yaml:${line}: ${entitledOf(rule)}`;
  return MEANING[cell.expected];
}

/** Who may, in the policy's words: `roles owner, admin; key write`. */
export function entitledOf({ access, roles = [], operator, key, credentials }: Rule): string {
  if (access !== 'member') return access === 'operator' ? 'the operator' : 'everybody';
  return [
    `roles ${roles.join(', ')}`,
    ...(operator ? ['the operator'] : []),
    key === null ? 'no key' : `key ${key}`,
    ...(credentials.length < 3 && key !== null ? [`by ${credentials.join(', ')}`] : []),
  ].join('; ');
}
