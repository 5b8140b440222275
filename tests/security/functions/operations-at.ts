import { agreedContract } from '../../../fixtures/index.ts';
import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import type { Operation } from '../../../contract/operations.ts';

const contract = agreedContract();

/** The operations of the contract that a path (with its base) names: a brace stands for any segment, also an empty one. */
export function operationsAt(target: string): Operation[] {
  const given = target.split('/');
  return contract.operations.filter(({ path }) => {
    const wanted = `${API_BASE_PATH}${path}`.split('/');
    return (
      wanted.length === given.length &&
      wanted.every((segment, index) => segment.startsWith('{') || segment === given[index])
    );
  });
}
