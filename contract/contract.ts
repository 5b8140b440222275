import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Exchange } from '../api-clients/http/exchange.ts';
import { type Operation, operationsOf } from './operations.ts';
import { type Policy, readPolicy, type Rule } from './policy.ts';

const FOLDER = import.meta.dirname;

/** File that holds the contract's OpenAPI document as it was agreed; `npm run contract:update` writes it anew. */
export const BASELINE_FILE = path.join(FOLDER, 'openapi.baseline.json');

/** What the suite knows of a target. */
export class Contract {
  readonly operations: readonly Operation[];
  readonly policy: Policy;
  readonly #byId: ReadonlyMap<string, Operation>;

  constructor(operations: readonly Operation[], policy: Policy) {
    this.operations = operations;
    this.policy = policy;
    this.#byId = new Map(operations.map((operation) => [operation.id, operation]));
  }

  /** The operation of that id; throws when there is none. */
  operation(id: string): Operation {
    const operation = this.#byId.get(id);
    if (operation === undefined) throw new Error(`the contract has no operation ${id}`);
    return operation;
  }

  /** Who may use the operation; throws when the policy does not name it. */
  rule(id: string): Rule {
    const rule = this.policy.operations.get(id);
    if (rule === undefined) throw new Error(`contract/policy.yaml does not name ${id}`);
    return rule;
  }

  /** The operation that an exchange is one of, by method and path; `undefined` for a request outside the contract. */
  operationOf({
    method,
    path: template,
    operationId,
  }: Pick<Exchange, 'method' | 'path' | 'operationId'>): Operation | undefined {
    const named = this.#byId.get(operationId);
    if (named?.method === method && named.path === template) return named;
    return this.operations.find(
      (operation) => operation.method === method && matches(operation.path, template),
    );
  }

  /** Operations that the document has and the policy does not name. */
  unnamed(): string[] {
    return this.operations.map(({ id }) => id).filter((id) => !this.policy.operations.has(id));
  }

  /** Operations that the policy names and the document does not have. */
  unknown(): string[] {
    return [...this.policy.operations.keys()].filter((id) => !this.#byId.has(id));
  }
}

/** The policy beside this file, or in another one. */
export function loadPolicy(file: string = path.join(FOLDER, 'policy.yaml')): Policy {
  return readPolicy(readFileSync(file, 'utf8'));
}

/** The OpenAPI document as it was agreed. */
export function loadBaseline(): unknown {
  if (!existsSync(BASELINE_FILE)) {
    throw new Error('contract/openapi.baseline.json is missing: run "npm run contract:update"');
  }
  return JSON.parse(readFileSync(BASELINE_FILE, 'utf8'));
}

/** The agreed contract: the baseline document with the policy beside this file, or in another one. */
export function loadContract(policyFile?: string): Contract {
  return new Contract(operationsOf(loadBaseline()), loadPolicy(policyFile));
}

/** Whether a path, template or filled in, is one of `template`: each brace stands for one segment. */
function matches(template: string, actual: string): boolean {
  const wanted = template.split('/');
  const given = actual.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => /^\{.*\}$/.test(segment) || segment === given[index])
  );
}
