import { API_BASE_PATH } from '../../api-clients/http/transport.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operations.ts';

/** Finds the operation of a call fast enough for each of them. */
export class OperationIndex {
  readonly #contract: Contract;
  readonly #known = new Map<string, Operation | null>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** The operation of a method and a path with query; `null` for a call outside the contract. */
  find(method: string, url: string): Operation | null {
    const [pathname = ''] = url.split('?', 1);
    if (!pathname.startsWith(`${API_BASE_PATH}/`)) return null;
    const path = pathname.slice(API_BASE_PATH.length);
    // Ids are of no account: one entry stands for all calls of an operation.
    const key = `${method} ${path.replaceAll(/[0-9a-f-]{36}(?=\/|$)/g, ID)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#contract.operationOf({ method, path, operationId: '' }) ?? null;
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, found);
    return found;
  }
}

const ID = '01900000-0000-7000-8000-000000000000';
const MOST_KNOWN = 5000;
