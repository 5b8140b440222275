import type { Begin } from '../../../../load/threads/flow-tools.ts';

/** Cannot be prepared. */
export const begin: Begin<undefined> = () => {
  throw new Error('the account of the flow is gone');
};
