import type { Contract } from './contract.ts';
import type { Operation } from './operations.ts';

/** The most items that a list gives at once. */
export const LONGEST_PAGE = 200;

/** The operations by which members of some role read. */
export function memberReadings(contract: Contract): Operation[] {
  return contract.operations.filter(
    ({ id, method }) => method === 'GET' && contract.rule(id).access === 'member',
  );
}

/** The operations by which an owner reads. */
export function ownerReadings(contract: Contract): Operation[] {
  return memberReadings(contract).filter(({ id }) => contract.rule(id).roles?.includes('owner') === true);
}

/** The operations that name no thing: members of every tenant read them at the same address. */
export function sharedReadings(contract: Contract): Operation[] {
  return memberReadings(contract).filter(({ pathParameters }) => pathParameters.length === 0);
}

/** The shared readings that give pages of a list. */
export function listings(contract: Contract): Operation[] {
  return sharedReadings(contract).filter(isPaged);
}

/** The query for the longest page of an operation; empty for one without pages. */
export function longestPage(operation: Operation): { limit?: number } {
  return isPaged(operation) ? { limit: LONGEST_PAGE } : {};
}

function isPaged({ queryParameters }: Operation): boolean {
  return queryParameters.includes('limit');
}
