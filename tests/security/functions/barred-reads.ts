import { agreedContract } from '../../../fixtures/index.ts';
import type { Operation } from '../../../contract/operations.ts';
import { verdict } from '../../../contract/policy.ts';

const contract = agreedContract();

/** The reading operations without an object that the policy keeps from viewers. Some are the operator's alone. */
export const BARRED_READS: readonly Operation[] = contract.operations.filter(
  ({ id, method, pathParameters }) =>
    method === 'GET' &&
    pathParameters.length === 0 &&
    verdict(contract.rule(id), { kind: 'member', role: 'viewer', credential: 'bearer' }) === 'forbidden',
);

/** Those of them that an owner may make. */
export const OWNERS_READS = BARRED_READS.filter(({ id }) => contract.rule(id).access === 'member');
